import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Server } from "socket.io";

/**
 * The baseline of realtime: Socket.IO with nothing around it. Everybody is let in and is in one room; a message is
 * given a number, told to the room and acknowledged, and is kept nowhere. Its event has the bytes of ours.
 */
const http = createServer();
const io = new Server(http, { transports: ["websocket"], perMessageDeflate: false });
let seq = 0;

io.on("connection", (socket) => {
  void socket.join("everybody");
  socket.on("message:send", ({ channelId, body, clientId }, acknowledge) => {
    seq += 1;
    const message = {
      id: randomUUID(),
      channelId,
      seq,
      rev: seq,
      author: { id: "01a21f9c-e20f-7497-9965-b1c816707c22", name: "Member 1", guest: false },
      body,
      parentId: null,
      createdAt: new Date().toISOString(),
      editedAt: null,
      deletedAt: null,
      reactions: [],
      files: [],
      pinnedAt: null,
      clientId,
    };
    io.to("everybody").emit("message:created", { message, mentions: [], followers: [] });
    acknowledge({ ok: true, data: { message } });
  });
  socket.emit("ready", {});
});

http.listen(0, "127.0.0.1", () => {
  process.stdout.write(`ready on http://127.0.0.1:${(http.address() as AddressInfo).port}\n`);
});
