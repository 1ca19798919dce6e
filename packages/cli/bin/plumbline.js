#!/usr/bin/env node
const { statSync } = require('node:fs');
const { join } = require('node:path');

// Compiled code is kept between runs where Node can do that, from version 22.
require('node:module').enableCompileCache?.();

// The bundle starts faster than the modules. After `tsc -b` alone there is none, or one that is older than they are.
const bundle = '../dist/bundle/plumbline.cjs';
const builds = ['../tsconfig.tsbuildinfo', '../../engine/tsconfig.tsbuildinfo'];
if (madeAt(bundle) > Math.max(...builds.map(madeAt))) require(bundle);
else void import('../dist/main.js');

/** Zero when it is not there: an installed package has no build information. */
function madeAt(path) {
  return statSync(join(__dirname, path), { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
