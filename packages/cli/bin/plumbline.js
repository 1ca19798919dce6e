#!/usr/bin/env node
const { statSync } = require('node:fs');
const { join } = require('node:path');
const { enableCompileCache } = require('node:module');

// Compiled code is kept between runs, by Node itself where it can do that, from version 22.
enableCompileCache?.();

// The bundle starts faster than the modules. After `tsc -b` alone there is none, or one that is older than they are.
const bundle = '../dist/bundle/plumbline.cjs';
const builds = ['../tsconfig.tsbuildinfo', '../../engine/tsconfig.tsbuildinfo'];
if (madeAt(bundle) > Math.max(...builds.map(madeAt))) load(bundle);
else void import('../dist/main.js');

function load(file) {
  if (enableCompileCache !== undefined) return require(file);
  // What other commands compile is not what a deployment needs.
  return require('./load-compiled.js').loadCompiled(join(__dirname, file), process.argv[2] === 'migrate');
}

/** Zero when it is not there: an installed package has no build information. */
function madeAt(path) {
  return statSync(join(__dirname, path), { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
