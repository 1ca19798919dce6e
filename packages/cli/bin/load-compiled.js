const { accessSync, constants, readFileSync, renameSync, writeFileSync } = require('node:fs');
const { Module, createRequire } = require('node:module');
const { dirname } = require('node:path');
const vm = require('node:vm');

/** What the bundler ends each file with: a hash of it. */
const ID = /\/\/# id=(\w+)\s*$/;

/**
 * Loads the main file of the bundle as `require` does, but with the code that V8 compiled in an earlier run. Node does that
 * itself from version 22 on.
 *
 * The compiled code lies beside the file, and is taken from there alone: whoever can write there could change the file as
 * well. Its name has the file's hash and the version of Node, since V8 only looks at the length of a source. It is made at the
 * end of a run: before that V8 has compiled almost nothing, and such code takes longer to load than it saves.
 *
 * @param path absolute; the file must not use `import()`, which does not work in code that was compiled earlier
 * @param keeps whether this run makes it where there is none
 */
function loadCompiled(path, keeps) {
  const directory = dirname(path);
  const source = readFileSync(path, 'utf8');
  const id = ID.exec(source.slice(-100))?.[1];
  const kept = `${path}.${id}.${process.version}.${process.arch}.cache`;
  const cachedData = id === undefined ? undefined : readKept(kept);
  const text = `(function (exports, require, module, __filename, __dirname) {${source}\n})`;
  const script = new vm.Script(text, { filename: path, cachedData });
  if (id !== undefined && keeps && (cachedData === undefined || script.cachedDataRejected)) {
    process.once('exit', () => keep(kept, directory, script));
  }
  // Its other files are loaded as ever, and find it here.
  const module = new Module(path);
  module.filename = path;
  require.cache[path] = module;
  script.runInThisContext().call(module.exports, module.exports, createRequire(path), module, path, directory);
  module.loaded = true;
}

function readKept(path) {
  try {
    return readFileSync(path);
  } catch {
    return undefined; // Not made yet, or not where this user may read: the source is compiled.
  }
}

function keep(path, directory, script) {
  try {
    accessSync(directory, constants.W_OK);
    // Under another name first: a process that starts now must not read half of it.
    const unfinished = `${path}.${process.pid}`;
    writeFileSync(unfinished, script.createCachedData());
    renameSync(unfinished, path);
  } catch {
    // A package that may not be written to, or a full disk: the next start takes as long as this one.
  }
}

module.exports = { loadCompiled };
