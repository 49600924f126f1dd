import { countByAddress, json, readJson, route } from "@/app/answer";
import { askForLinkInput } from "@/app/inputs";
import { assertSendsMail, mailPasswordLink } from "@/core/sign-in/mail-password-link";

export const POST = route(async ({ request }) => {
  await countByAddress("account", request);
  assertSendsMail();
  const { email } = await readJson(request, askForLinkInput);
  await mailPasswordLink(email);
  return json({
    status: true,
    message: "If there is an account with this address, a link is on its way to it.",
  });
});
