import { connect } from "node:net";

/** Whether a process listens on a Unix socket, or on a named pipe of Windows. */
export function isListening(socketPath: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(socketPath);
    // A process that is too busy to answer, or that belongs to another user, causes other errors than these two.
    const isGone = ({ code }: NodeJS.ErrnoException) =>
      code === "ECONNREFUSED" || code === "ENOENT";
    socket
      .once("connect", () => resolve(true))
      .once("error", (error: NodeJS.ErrnoException) => resolve(!isGone(error)));
    socket.once("connect", () => socket.destroy());
  });
}
