export { BottleneckModule, bottleneckResolvers } from './bottleneck.module';
export { bottleneckProjection } from './projection/bottleneck-projection';
