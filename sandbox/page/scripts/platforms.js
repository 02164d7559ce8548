/** What a telephone of each platform can do. Everything that differs between platforms on the page stands here. */
import { texts } from "./texts.js";

/**
 * badge: the platform's name beside the owner's; commands: a menu of commands; start: a button to begin, and links;
 * mentions: a group's bot hears only who calls it; admins: bots can be administrators; sends: what can be attached, and in groups.
 */
export const platforms = {
  telegram: {
    badge: "",
    commands: true,
    start: true,
    mentions: false,
    admins: true,
    sends: ["samplePhoto", "photo", "file", "voice", "sticker", "contact"],
    sendsInGroup: ["samplePhoto", "photo", "file", "voice", "sticker", "contact"],
    words: texts.platforms.telegram,
  },
  zalo: {
    badge: "Zalo",
    commands: false,
    start: false,
    mentions: true,
    admins: false,
    sends: ["samplePhoto", "photo", "file", "voice", "sticker"],
    sendsInGroup: ["samplePhoto", "photo"],
    words: texts.platforms.zalo,
  },
};
