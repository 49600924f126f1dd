import { notificationsInput } from "@/lib/inputs/chat";
import { signedInRoute } from "@/app/routing/routes";
import { changeNotifications, readNotifications } from "@/core/notifications/notification-settings";

export const GET = signedInRoute({ act: (signedIn) => readNotifications(signedIn) });

export const PATCH = signedInRoute({
  body: notificationsInput,
  act: (signedIn, { body }) => changeNotifications(signedIn, body.notifyFor),
});
