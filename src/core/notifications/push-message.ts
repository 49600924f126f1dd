import type { Message } from "@/lib/api-types";
import { nameAddresses } from "@/lib/channel-address";
import { env } from "@/lib/env";
import { logger } from "@/lib/logger";
import { describeMessage } from "@/lib/notification-text";
import { beginDeliveries } from "../access/deliveries";
import { gatesOf } from "../access/gates";
import { pushTerms } from "../access/listeners";
import type { Principal } from "../access/principal";
import { deliverPush } from "./deliver-push";
import { findRecipients, type Recipient, type Recipients } from "./find-recipients";
import { queuePush } from "./push-line";

/**
 * Sends a push to people who are not connected. Call it after the commit of the message. It returns at once and only
 * logs its failures: a push must neither delay nor undo a message.
 * @param only the people whom an edit mentions; without them, a new message is pushed to everybody
 */
export function pushMessage(principal: Principal, message: Message, only?: string[]): void {
  if (!env().vapid) return;
  pushToAll(principal, message, only).catch((error: unknown) =>
    logger().warn({ err: error, messageId: message.id }, "message not pushed"),
  );
}

async function pushToAll(principal: Principal, message: Message, only?: string[]): Promise<void> {
  const deliveries = beginDeliveries();
  try {
    const found = await findRecipients(principal, message, only);
    await Promise.all(
      found.recipients.map((recipient) =>
        queuePush(() =>
          deliveries.deliver(gatesOf(recipient), (cut) =>
            deliverPush(recipient, toPush(principal, message, found, recipient), cut),
          ),
        ),
      ),
    );
  } finally {
    deliveries.end();
  }
}

function toPush(
  { workspace }: Principal,
  message: Message,
  { channelName, names }: Recipients,
  recipient: Recipient,
) {
  const { words, ttlS } = pushTerms(recipient);
  const channelOf = nameAddresses(workspace.slug, (id) => recipient.channels[id]);
  const notification = words
    ? describeMessage(message, channelName, (id) => names[id], channelOf)
    : { title: `New message in ${workspace.name}`, body: "" };
  const url = `/w/${workspace.slug}/c/${message.channelId}?at=${message.seq}`;
  return { text: JSON.stringify({ ...notification, tag: message.id, url }), ttlS };
}
