/** Guides that hold the table of messages, below the folder of the documentation. */
export const MESSAGE_GUIDES = [
  { path: 'webhooks.md', language: 'en' },
  { path: 'webhooks.zh-CN.md', language: 'zh' },
] as const;
