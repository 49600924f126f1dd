import { askForLinkInput } from "@/lib/inputs/account";
import { openRoute } from "@/app/routing/routes";
import { assertSendsMail, mailPasswordLink } from "@/core/sign-in/mail-password-link";

export const POST = openRoute({
  enter: assertSendsMail,
  limit: "account",
  body: askForLinkInput,
  act: async ({ body }) => {
    await mailPasswordLink(body.email);
    return {
      status: true,
      message: "If there is an account with this address, a link is on its way to it.",
    };
  },
});
