"use client";

import { useEffect } from "react";
import { useGoToMessage } from "@/ui/channel/use-go-to-message";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import { readConsent } from "./consent";
import { describeNotification } from "./describe-notification";
import { usePush } from "./use-push";
import { useOpenPushedPage } from "./use-open-pushed-page";

/** Shows browser notifications while the user is not looking at the page. Failures are shown in the settings. */
export function DesktopNotifications() {
  const { state, pushKey, watchMessages, workspace } = useRealtime();
  usePush(pushKey);
  useOpenPushedPage();
  const goToMessage = useGoToMessage();
  useEffect(
    () =>
      watchMessages((news) => {
        if (isLookedAt() || readConsent() !== "on") return;
        const notification = describeNotification(state.get(), news, workspace.slug);
        if (!notification) return;
        const { message } = news;
        show(notification.title, { body: notification.body, tag: message.id }, () => {
          window.focus();
          goToMessage(message.channelId, message.seq);
        });
      }),
    [state, watchMessages, goToMessage, workspace.slug],
  );
  return null;
}

function isLookedAt(): boolean {
  return document.visibilityState === "visible" && document.hasFocus();
}

/**
 * Several tabs with the same tag make one notification. Phones throw a `TypeError`: they need a service worker for it.
 */
function show(title: string, options: NotificationOptions, onClick: () => void): void {
  try {
    const notification = new Notification(title, options);
    notification.addEventListener("click", () => {
      notification.close();
      onClick();
    });
  } catch (failure) {
    if (!(failure instanceof TypeError)) throw failure;
  }
}
