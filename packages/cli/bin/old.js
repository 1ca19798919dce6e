require('../dist/bundle-old/plumbline.cjs');
