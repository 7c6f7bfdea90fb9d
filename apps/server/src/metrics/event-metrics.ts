import type { EventStore } from '@milepost/event-store';
import type { ProjectionHealth, Projector } from '@milepost/projection';
import { single, type Family, type Sample } from './family';
import type { Collect } from './metrics';

/** How far the event store has come. */
export function storeMetrics(store: Pick<EventStore, 'head'>): Collect {
  return async () => [
    single('milepost_store_head', 'gauge', 'Position of the last event in the store.', Number(await store.head())),
  ];
}

/** A value of each projection, left out where the database or the store could not be asked for it. */
function each(all: readonly ProjectionHealth[], value: (health: ProjectionHealth) => number | undefined): Sample[] {
  return all.flatMap((health) => {
    const known = value(health);
    return known === undefined ? [] : [{ labels: { projection: health.projection }, value: known }];
  });
}

/** How the read models are. Lag and parked projects are those of the live tables, whichever process asks. */
export function projectionMetrics(projector: Pick<Projector, 'health'>): Collect {
  return async () => {
    const all = await projector.health();
    const families: Family[] = [
      {
        name: 'milepost_projection_lag',
        help: 'Events that the live tables of a projection are behind the store.',
        type: 'gauge',
        samples: each(all, ({ lag }) => lag),
      },
      {
        name: 'milepost_projection_parked',
        help: 'Projects whose view stands still in a projection, as an event could not be applied.',
        type: 'gauge',
        samples: each(all, ({ parked }) => parked),
      },
      {
        name: 'milepost_projection_role',
        help: 'Always 1; its label says what this process does for a projection.',
        type: 'gauge',
        samples: all.map(({ projection, role }) => ({ labels: { projection, role }, value: 1 })),
      },
    ];
    return families;
  };
}
