export { replayProject, type ReplayBound } from './replay-project';
export { replaySteps, type ReplayStep } from './replay-steps';
