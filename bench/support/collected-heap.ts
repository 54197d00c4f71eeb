/**
 * The used heap of a process after a full garbage collection, in bytes.
 * It pauses the process for about 0.1 s.
 * @param inspector WebSocket address of the process's inspector
 */
export async function collectedHeap(inspector: string): Promise<number> {
  const socket = new WebSocket(inspector);
  await new Promise((resolve, reject) => {
    socket.onopen = resolve;
    socket.onerror = () => reject(new Error(`no inspector at ${inspector}`));
  });
  const ask = async <Result>(id: number, method: string): Promise<Result> => {
    const answer = new Promise<Result>((resolve) => {
      socket.onmessage = ({ data }) => {
        const message = JSON.parse(String(data));
        if (message.id === id) resolve(message.result);
      };
    });
    socket.send(JSON.stringify({ id, method }));
    return answer;
  };
  try {
    await ask(1, 'HeapProfiler.collectGarbage');
    return (await ask<{ usedSize: number }>(2, 'Runtime.getHeapUsage')).usedSize;
  } finally {
    socket.close();
  }
}
