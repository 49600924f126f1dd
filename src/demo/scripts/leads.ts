import type { ChannelScript } from "../script";

export const leads: ChannelScript = {
  name: "leads",
  topic: "Money, people, plans",
  visibility: "private",
  people: ["Ines", "Tomas", "Priya"],
  days: [
    [
      "08:40 Tomas: Guests in for Harbour Line: Dana until the end of the project, Marek until the end of his week. Both by link, both only in the channels they need.",
      "08:46 > Ines: Thank you. I wrote them a welcome.",
      "17:05 Ines: Plan for spring: the fair, the winter issue, and then one month without new clients. We have earned it.",
      "17:12 > Tomas: The numbers allow it, if invoice two is paid in time.",
      "17:15 > Priya: I would use the month for the pattern library. It hurts every week.",
    ],
    [
      "09:22 Tomas: The insurance asks for a list of who can reach client files from outside. It is the Guests page, I sent them a print of it.",
      "09:29 > Ines: That was quick.",
      "16:20 Priya: Jonas could use a second pair of eyes in December, when both releases meet. Nora would like to, I asked her.",
      "16:24 > Ines: Good match. Put it into the plan, please.",
    ],
    [
      "09:15 Ines: The director of Harbour Line comes to the review, for the first half. We begin with the signs.",
      "09:17 > Tomas: Then the large room, and the good screen.",
      "14:50 Tomas: Marek's invoice came in, two days less than he offered. I like working with him.",
      "14:58 > Ines: Pay it at once.",
    ],
    [
      "11:42 Tomas: Round two is approved in writing. Invoice two is on its way.",
      "11:45 > Ines: Thank you for waiting for the writing.",
      "15:28 Ines: Amara asks for some days more for Marek. The italics were not part of the offer. Do we want them?",
      "15:36 > Priya: For the signs no, for the magazine yes. But not this month.",
      "15:39 > Ines: Then his access may end as planned, and we invite him again for the magazine.",
      "15:41 > Tomas: I will tell him myself, before the app does.",
    ],
    [
      "10:58 Tomas: Invoice two is paid. Two days after it was sent, I believe that is a record. {🎉 Ines Priya}",
      "13:20 Priya: Salary talks: I have my notes together for four people. Could we each take an hour next week?",
      "13:26 > Ines: Yes. I take Luca and Sofie, you the other two, and Tomas listens to all of them.",
      "13:27 > Tomas: With pleasure.",
      "16:55 Ines: The landlord offers the rooms next door from summer. 60 square metres, south light. I will look at them and only look.",
    ],
    [
      "09:14 Tomas: I spoke to Marek. He is fine with it and looks forward to the magazine.",
      "09:16 > Ines: Good. Thank you for doing it in person.",
      "10:26 Ines: I looked at the rooms. They are beautiful, and I only looked.",
      "10:29 > Priya: What would they cost if you had done more than look? {😄 Tomas}",
    ],
  ],
};
