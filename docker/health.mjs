// Asks the server of this container whether it can do its work; ends with 0 when it can. The image has no curl.
import { get } from 'node:http';

const port = process.env.MILEPOST_PORT?.trim() || '3000';
const host = process.env.MILEPOST_HOST?.trim() || '127.0.0.1';
const fail = (why) => {
  console.error(why);
  process.exit(1);
};

const request = get({ host, port, path: '/health/ready', timeout: 4_000 }, (response) => {
  let text = '';
  response.setEncoding('utf8');
  response.on('data', (chunk) => (text += chunk));
  response.on('end', () => (response.statusCode === 200 ? console.log(text) : fail(`${response.statusCode} ${text}`)));
});
request.on('timeout', () => request.destroy(new Error('no answer within 4 s')));
request.on('error', (error) => fail(error.message));
