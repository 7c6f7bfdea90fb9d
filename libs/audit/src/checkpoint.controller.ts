import { Controller, Get, Header, HttpStatus, Res } from '@nestjs/common';
import { DomainError } from '@milepost/lifecycle';
import type { FastifyReply } from 'fastify';
import { CheckpointLog } from './log/checkpoint-log';

/** The newest checkpoint where tools for transparency logs look for it (C2SP tlog-tiles). */
@Controller('checkpoint')
export class CheckpointController {
  constructor(private readonly log: CheckpointLog) {}

  @Get()
  @Header('content-type', 'text/plain; charset=utf-8')
  @Header('cache-control', 'no-cache')
  async checkpoint(@Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    const latest = await this.latest();
    if (typeof latest !== 'string') return latest.note;
    reply.status(HttpStatus.NOT_FOUND);
    return `${latest}\n`;
  }

  /** The checkpoint, or why there is none. */
  private async latest() {
    try {
      return (await this.log.checkpoints.latest()) ?? 'No checkpoint has been issued yet.';
    } catch (error) {
      if (error instanceof DomainError) return error.message;
      throw error;
    }
  }
}
