export { DirectoryModule, directoryResolvers } from './directory.module';
export { Directory } from './store/directory';
