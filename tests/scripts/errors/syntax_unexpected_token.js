console.log('never printed');
const a = ;
