import { connect } from "node:net";

/** Whether somebody listens on a Unix socket, or on a pipe of Windows. */
export function isAnswered(place: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(place);
    // One that is there and too busy to answer, or another user's, refuses in other ways.
    const isGone = ({ code }: NodeJS.ErrnoException) =>
      code === "ECONNREFUSED" || code === "ENOENT";
    socket
      .once("connect", () => resolve(true))
      .once("error", (error: NodeJS.ErrnoException) => resolve(!isGone(error)));
    socket.once("connect", () => socket.destroy());
  });
}
