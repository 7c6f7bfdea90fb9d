export { BottleneckModule } from './bottleneck.module';
export { bottleneckProjection } from './projection/bottleneck-projection';
