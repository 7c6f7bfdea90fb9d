import { LightWatch, type LightNotice, type LightWatchOptions } from '@milepost/bottleneck';
import type { LoggerService } from '@nestjs/common';
import type { Surroundings } from '../bootstrap';
import type { HealthCheck } from '../health/health-checks';

function report(logger: LoggerService, notice: LightNotice): void {
  switch (notice.kind) {
    case 'leading':
      logger.log('This process watches the lights', 'Lights');
      return;
    case 'looked':
      logger.log(
        `Looked at ${notice.projects} projects (${notice.at === 'all' ? 'all' : 'where days turn something'}): ` +
          `${notice.turns} turns of lights`,
        'Lights',
      );
      return;
    case 'left out':
      logger.error(`Project ${notice.projectId} is not watched: ${String(notice.error)}`, undefined, 'Lights');
      return;
    case 'failed':
      logger.warn(`${String(notice.error)}; next try in ${Math.round(notice.retryInMs)} ms`, 'Lights');
  }
}

/** After so many failures on end somebody has to look. */
const TOO_MANY = 3;

/** Raises the alarm when lights are no longer watched, without taking the server from those who ask for other things. */
export function lightsCheck(watch: Pick<LightWatch, 'failures'>): HealthCheck {
  return () => {
    const { failures } = watch;
    if (failures < TOO_MANY) return { ok: true };
    return { ok: true, alarm: true, detail: `lights are not watched: failed ${failures} times on end` };
  };
}

/** Starts the watch over the lights of bottlenecks where this process is to have a part in it. */
export async function openLights(
  { settings, logger, shutdown }: Surroundings,
  options: Pick<LightWatchOptions, 'store' | 'pool' | 'gate' | 'clock'>,
): Promise<LightWatch | null> {
  if (!settings.roles.has('projector') || !settings.lights) return null;
  const watch = await LightWatch.open({ ...options, onNotice: (notice) => report(logger, notice) });
  watch.start();
  shutdown.add('the watch over lights', () => watch.stop());
  return watch;
}
