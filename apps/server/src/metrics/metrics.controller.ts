import { Controller, Get, Header } from '@nestjs/common';
import { CONTENT_TYPE, expose } from './exposition';
import { Metrics } from './metrics';

@Controller('metrics')
export class MetricsController {
  constructor(private readonly metrics: Metrics) {}

  /** What the parts of this process tell of themselves, for Prometheus. */
  @Get()
  @Header('content-type', CONTENT_TYPE)
  @Header('cache-control', 'no-store')
  async scrape(): Promise<string> {
    return expose(await this.metrics.scrape());
  }
}
