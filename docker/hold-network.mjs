// Does nothing until it is told to end. Its container owns the network namespace that the proxy and the API processes
// share: were it one of theirs, a restart of that one would leave the others in a namespace that is gone.
const held = setInterval(() => undefined, 2 ** 30);
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => clearInterval(held));
console.log('Holding the network namespace');
