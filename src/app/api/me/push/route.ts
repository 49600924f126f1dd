import { json, readJson, requireSignedIn, route } from "@/app/answer";
import { endpointInput, subscriptionInput } from "@/app/inputs";
import { subscribe, unsubscribe } from "@/core/notifications/subscribe";

export const PUT = route(async ({ request }) => {
  const person = await requireSignedIn(request);
  const isNew = await subscribe(person, await readJson(request, subscriptionInput));
  return json({ success: true }, isNew ? 201 : 200);
});

export const DELETE = route(async ({ request }) => {
  const person = await requireSignedIn(request);
  const { endpoint } = await readJson(request, endpointInput);
  await unsubscribe(person, endpoint);
  return json({ success: true });
});
