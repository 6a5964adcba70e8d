console.log('build: placeholder until the entry points exist');
