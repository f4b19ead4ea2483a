/**
 * Handles messages one after the other, in their order. Returns the function that appends one.
 *
 * @param handle what to do with a message.
 * @param onFailed called if `handle` rejects or throws; the next message is handled all the same.
 */
export function createQueue<Message>(
  handle: (message: Message) => Promise<void>,
  onFailed: (error: unknown) => void,
): (message: Message) => void {
  let queue: Promise<void> = Promise.resolve();
  return (message) => {
    queue = queue.then(() => handle(message)).catch(onFailed);
  };
}
