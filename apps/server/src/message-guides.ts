/** Guides that hold the table of messages, below the folder of the documentation. */
export const MESSAGE_GUIDES = [
  { path: 'webhooks/messages.md', language: 'en' },
  { path: 'webhooks/messages.zh-CN.md', language: 'zh' },
] as const;
