import { createHmac } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { postJson, signatureOf } from './send-webhook.ts';

let server: Server | undefined;
afterEach(() => server?.close());

async function answering(status: number): Promise<string> {
  server = createServer((_, response) => response.writeHead(status).end()).listen(0, '127.0.0.1');
  await new Promise((resolve) => server?.once('listening', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/secret-path`;
}

test.each([
  [204, 'sent'],
  [503, 'failed'],
  [429, 'failed'],
  [404, 'refused'],
])('an answer of %i means %s', async (status, outcome) => {
  const url = await answering(status);
  const delivery = await postJson({ url, body: '{}', timeoutMs: 2_000 });
  expect(delivery.outcome).toBe(outcome);
  expect(delivery.note ?? '').not.toContain('secret');
});

test('nobody there, and nobody who answers, is a failure that may pass', async () => {
  const url = await answering(200);
  server?.close();
  expect(await postJson({ url, body: '{}', timeoutMs: 2_000 })).toEqual({ outcome: 'failed', note: 'ECONNREFUSED' });
  server = createServer(() => {}).listen(0, '127.0.0.1');
  await new Promise((resolve) => server?.once('listening', resolve));
  const hanging = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  expect(await postJson({ url: hanging, body: '{}', timeoutMs: 100 })).toEqual({
    outcome: 'failed',
    note: 'no answer in time',
  });
  server.closeAllConnections();
});

test('the signature is of the time and the body', () => {
  const signature = signatureOf('{"a":1}', 'hush', new Date(1_700_000_000_000));
  const expected = createHmac('sha256', 'hush').update('1700000000.{"a":1}').digest('hex');
  expect(signature).toBe(`t=1700000000,v1=${expected}`);
});
