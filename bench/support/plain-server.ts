import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { Server } from "socket.io";

/**
 * The plain way, to compare with: a Socket.IO server that believes what the handshake says, and cuts a
 * guest by looking through everyone, a notice, a pause for it to arrive, and the disconnect.
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
