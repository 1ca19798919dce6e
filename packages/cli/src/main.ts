console.error('plumbline');
