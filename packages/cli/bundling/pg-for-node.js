import { fileURLToPath } from 'node:url';

const STREAMS = fileURLToPath(new URL('pg-streams.cjs', import.meta.url));
const CRYPTO = fileURLToPath(new URL('pg-crypto.cjs', import.meta.url));

/** Modules of pg by the end of their path, and what takes their place. */
const REPLACED = [
  [/[\\/]pg[\\/]lib[\\/]stream\.js$/, STREAMS],
  [/[\\/]pg[\\/]lib[\\/]crypto[\\/]utils\.js$/, CRYPTO],
];

/** A rolldown plugin: the driver as far as the command uses it, and as Node alone needs it. */
export function pgForNode() {
  return {
    name: 'pg-for-node',
    async resolveId(id, importer, options) {
      if (id === 'pg') {
        // Its pool and its native binding are never used here, and loading them takes time.
        const client = await found(this, 'pg/lib/client.js', importer, options);
        return { id: `${client}?alone`, moduleSideEffects: false };
      }
      if (!/[\\/]pg[\\/]lib[\\/]/.test(importer ?? '') || !id.startsWith('.')) return null;
      const resolved = await this.resolve(id, importer, { ...options, skipSelf: true });
      return REPLACED.find(([path]) => path.test(resolved?.id ?? ''))?.[1] ?? resolved;
    },
    load(id) {
      if (!id.endsWith('?alone')) return null;
      return `import Client from ${JSON.stringify(id.slice(0, -'?alone'.length))};\nexport default { Client };`;
    },
    renderChunk(code) {
      // A new version of pg may have moved them: then this says so, instead of a slower command.
      if (/Cloudflare-Workers|webCrypto/.test(code))
        throw new Error('pg loads its streams or cryptography from elsewhere now.');
      return null;
    },
  };
}

async function found(context, id, importer, options) {
  const resolved = await context.resolve(id, importer, { ...options, skipSelf: true });
  if (resolved === null) throw new Error(`${id} is not where it was: see what pg exports now.`);
  return resolved.id;
}
