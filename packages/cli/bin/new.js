require('../dist/bundle/plumbline.cjs');
