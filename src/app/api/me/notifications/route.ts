import { json, readJson, requireSignedIn, route } from "@/app/answer";
import { notificationsInput } from "@/app/inputs";
import { changeNotifications, readNotifications } from "@/core/notifications/notification-settings";

export const GET = route(async ({ request }) =>
  json(await readNotifications(await requireSignedIn(request))),
);

export const PATCH = route(async ({ request }) => {
  const person = await requireSignedIn(request);
  const { notifyFor } = await readJson(request, notificationsInput);
  return json(await changeNotifications(person, notifyFor));
});
