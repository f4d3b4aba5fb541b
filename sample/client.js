// Prints each message of the demo feed: `node client.js`, or paste it into the console of a page.
const response = await fetch('http://127.0.0.1:8137/sse', { headers: { accept: 'text/event-stream' } });
const decoder = new TextDecoder();
for await (const chunk of response.body) process.stdout.write(decoder.decode(chunk, { stream: true }));
