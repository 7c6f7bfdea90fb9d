/** Short names of all messages, in the order in which they are listed to people. */
export const MESSAGE_TYPES = [
  'milestone.reached',
  'milestone.corrected',
  'milestone.withdrawn',
  'milestone.not-applicable',
  'schedule.committed',
  'project.registered',
  'project.amended',
  'project.code-assigned',
  'project.transferred',
  'project.suspended',
  'project.resumed',
  'project.terminated',
  'project.reinstated',
  'project.status-corrected',
  'project.status-withdrawn',
  'issue.raised',
  'issue.resolved',
  'bottleneck.turned-yellow',
  'bottleneck.turned-red',
  'bottleneck.cleared',
  'report.published',
  'checkpoint.issued',
  'webhook.test',
] as const;

/** Short name of a message, as endpoints choose it: `milestone.reached`. Within a CloudEvent it is `milepost.milestone.reached.v1`. */
export type MessageType = (typeof MESSAGE_TYPES)[number];

/** Of the data as this code writes it. Another one where a receiver that knew the first would read it wrongly. */
export const MESSAGE_VERSION = 1;

/** Value of the CloudEvents attribute `type`. */
export const cloudEventType = (type: MessageType): string => `milepost.${type}.v${MESSAGE_VERSION}`;

/**
 * Value of the CloudEvents attribute `dataschema`. A URN and no URL: closed networks could not fetch it, and there is no
 * host that this name could promise to be found at. It is compared; the schema of that `$id` comes with the release.
 */
export const dataSchemaOf = (type: MessageType): string => `urn:milepost:schema:${type}:v${MESSAGE_VERSION}`;
