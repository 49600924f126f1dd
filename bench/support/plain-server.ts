import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { Server } from "socket.io";

/**
 * A simple implementation to compare with: a Socket.IO server that believes what the handshake says. To cut a guest, it
 * looks through all sockets, sends a notice, waits for it to arrive, and disconnects.
 */
const PAUSE_MS = 100;

const http = createServer(async (req, res) => {
  const { searchParams } = new URL(req.url ?? "/", "http://plain");
  await cutPlainly(searchParams.get("guest"));
  res.end("{}");
});
const io = new Server(http);

io.on("connection", (socket) => {
  socket.data.guest = socket.handshake.auth.guest;
  socket.emit("ready", {});
});

async function cutPlainly(guest: string | null): Promise<void> {
  for (const socket of await io.fetchSockets()) {
    if (socket.data.guest !== guest) continue;
    socket.emit("guest:locked", { reason: "revoked" });
    await sleep(PAUSE_MS);
    socket.disconnect(true);
  }
}

http.listen(0, "127.0.0.1", () => {
  process.stdout.write(`ready on http://127.0.0.1:${(http.address() as AddressInfo).port}\n`);
});
