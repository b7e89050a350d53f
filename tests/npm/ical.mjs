// Reads a calendar file on standard input with ical.js and tells its events, as JSON.
import fs from "node:fs";
import ICAL from "ical.js";

const calendar = new ICAL.Component(ICAL.parse(fs.readFileSync(0, "utf8")));
const events = calendar.getAllSubcomponents("vevent").map((each) => {
  const event = new ICAL.Event(each);
  return {
    uid: event.uid,
    day: event.startDate.toString(),
    last: event.endDate.toString(),
    whole: event.startDate.isDate,
    zone: event.startDate.zone.tzid,
    summary: event.summary,
    description: event.description,
    sequence: event.sequence,
    categories: each.getFirstProperty("categories").getValues(),
    status: each.getFirstPropertyValue("status"),
  };
});
process.stdout.write(JSON.stringify({ name: calendar.getFirstPropertyValue("name"), events }));
