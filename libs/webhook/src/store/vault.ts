import { DomainError } from '@milepost/lifecycle';
import type { Pool } from '@milepost/postgres';
import { v4 as randomId } from 'uuid';
import type { SecretBox } from '../secrets';
import { notices } from '../endpoint/notices';

/** Keeps secrets of endpoints sealed. What is sealed for one endpoint can't be opened as another one's. */
export class Vault {
  constructor(
    private readonly pool: Pool,
    /** Null where the server has no key: nothing can be kept, nothing opened. */
    private readonly box: SecretBox | null,
  ) {}

  get canSeal(): boolean {
    return this.box !== null;
  }

  /** Keeps secrets of an endpoint under new ids, in order. @throws DomainError `webhook.key-missing` */
  async keep(endpointId: string, secrets: readonly string[]): Promise<string[]> {
    const box = this.open();
    const ids = secrets.map(() => randomId());
    const sealed = secrets.map((secret, index) => box.seal(secret, contextOf(endpointId, ids[index])));
    await this.pool.query(
      `INSERT INTO webhook.secret (id, endpoint_id, sealed) SELECT t.id, $1, t.sealed
       FROM unnest($2::uuid[], $3::text[]) AS t(id, sealed)`,
      [endpointId, ids, sealed],
    );
    return ids;
  }

  /** The secrets of these ids, in order. @throws DomainError when one is not there or can't be opened */
  async reveal(endpointId: string, ids: readonly string[]): Promise<string[]> {
    const box = this.open();
    const { rows } = await this.pool.query<{ id: string; sealed: string }>(
      'SELECT id, sealed FROM webhook.secret WHERE endpoint_id = $1 AND id = ANY($2)',
      [endpointId, ids],
    );
    const byId = new Map(rows.map(({ id, sealed }) => [id, sealed]));
    return ids.map((id) => {
      const sealed = byId.get(id);
      if (sealed === undefined) throw missing(endpointId);
      return box.open(sealed, contextOf(endpointId, id));
    });
  }

  /** Destroys secrets of an endpoint. */
  async destroy(endpointId: string, ids: readonly string[]): Promise<void> {
    await this.pool.query('DELETE FROM webhook.secret WHERE endpoint_id = $1 AND id = ANY($2)', [endpointId, ids]);
  }

  private open(): SecretBox {
    if (this.box === null) {
      const { code, zh, en } = notices.keyMissing(null);
      throw new DomainError(code, { zh, en });
    }
    return this.box;
  }
}

const contextOf = (endpointId: string, id: string): string => `webhook/${endpointId.toLowerCase()}/${id}`;

const missing = (endpointId: string): DomainError =>
  new DomainError('webhook.secret-missing', {
    zh: `接收端 ${endpointId} 的密钥不存在`,
    en: `a secret of endpoint ${endpointId} is not there`,
  });
