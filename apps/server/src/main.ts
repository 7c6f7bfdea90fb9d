export { bootstrap } from './bootstrap';
export { run } from './run';
