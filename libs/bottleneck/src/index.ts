export { BottleneckModule, bottleneckResolvers } from './bottleneck.module';
export { bottleneckProjection } from './projection/bottleneck-projection';
export { LightWatch, type LightWatchOptions } from './watch/light-watch';
export type { LightNotice } from './watch/notice';
