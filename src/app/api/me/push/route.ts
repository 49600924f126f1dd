import { endpointInput, subscriptionInput } from "@/lib/inputs/chat";
import { json } from "@/app/routing/answer";
import { signedInRoute } from "@/app/routing/routes";
import { subscribe, unsubscribe } from "@/core/notifications/subscribe";

export const PUT = signedInRoute({
  body: subscriptionInput,
  act: async (signedIn, { body }) => {
    const isNew = await subscribe(signedIn, body);
    return json({ success: true }, isNew ? 201 : 200);
  },
});

export const DELETE = signedInRoute({
  body: endpointInput,
  act: async (signedIn, { body }) => {
    await unsubscribe(signedIn, body.endpoint);
    return { success: true };
  },
});
