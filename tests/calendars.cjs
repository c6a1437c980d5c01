// What a calendar program holds that imports each state's files, one after the other, by UID and SEQUENCE:
//   node calendars.cjs ICAL.JS FOLDER STATES
// FOLDER/N/NAME.ics is a calendar in state N; where there is a FOLDER/N/NAME.csv, it lists that state's dates.

const fs = require("fs");
const path = require("path");
const ical = require(process.argv[2]);
const folder = process.argv[3];
const states = Number(process.argv[4]);

let faults = 0;
function expect(holds, what) {
    if (holds) return;
    ++faults;
    console.log("FAILED: " + what);
}

function eventsOf(file) {
    const calendar = new ical.Component(ical.parse(fs.readFileSync(file, "utf8")));
    const events = new Map();
    for (const component of calendar.getAllSubcomponents("vevent")) {
        const event = new ical.Event(component);
        expect(event.uid && !events.has(event.uid), `${file}: a UID for each event: ${event.uid}`);
        expect(event.startDate.isDate && event.duration.toSeconds() === 86400, `${file}: one day: ${event.uid}`);
        expect(event.summary.length > 0, `${file}: a summary: ${event.uid}`);
        events.set(event.uid, {
            sequence: Number(component.getFirstPropertyValue("sequence")),
            status: component.getFirstPropertyValue("status"),
            date: event.startDate.toString(),
            text: component.toString().replace(/^(DTSTAMP|SEQUENCE):.*\r?\n/gm, ""),
        });
    }
    return events;
}

/// Takes in what is newer; what changed without being newer would be passed over, and that is a fault.
function importInto(held, events, file) {
    for (const [uid, event] of events) {
        const before = held.get(uid);
        if (before && event.sequence <= before.sequence)
            expect(event.sequence === before.sequence && event.text === before.text,
                   `${file}: ${uid} changed, and SEQUENCE went from ${before.sequence} to ${event.sequence}`);
        held.set(uid, event);
    }
}

function datesHeld(held) {
    const standing = [...held].filter(([uid, event]) => event.status === "CONFIRMED" && !uid.includes("-launch@"));
    return standing.map(([uid, event]) => event.date).sort(); // the list has no launch
}

function datesListed(file) {
    const cells = (row) => row.match(/("([^"]|"")*"|[^,]*)(,|$)/g).map((cell) => cell.replace(/,$/, ""));
    const rows = fs.readFileSync(file, "utf8").trim().split("\n").slice(1).map(cells);
    return rows.filter((row) => row[6] !== "cancelled").map((row) => row[0]).sort();
}

const held = new Map(); // by the calendar's name
let files = 0;
let cancelled = 0;
const gone = new Set(); // cancelled in the last state, by calendar and UID
const renewed = new Set(); // what was, and stood again in a later state
for (let state = 1; state <= states; ++state)
    for (const name of fs.readdirSync(path.join(folder, String(state))).filter((n) => n.endsWith(".ics"))) {
        const file = path.join(folder, String(state), name);
        const events = eventsOf(file);
        if (!held.has(name)) held.set(name, new Map());
        importInto(held.get(name), events, `${state}/${name}`);
        cancelled += [...events.values()].filter((event) => event.status === "CANCELLED").length;
        ++files;
        const list = file.replace(/ics$/, "csv");
        if (fs.existsSync(list)) {
            const dates = datesHeld(held.get(name));
            const listed = datesListed(list);
            expect(name !== "whole.ics" || dates.length > 20, `${state}: there are dates`);
            expect(JSON.stringify(dates) === JSON.stringify(listed),
                   `${state}/${name}: held ${dates}, listed ${listed}`);
        }
        for (const [uid, event] of events) {
            const key = name + " " + uid;
            if (event.status === "CANCELLED") gone.add(key);
            else if (gone.delete(key)) renewed.add(key);
        }
    }
expect(cancelled > 0, "some state cancels something");
expect([...renewed].some((key) => key.startsWith("person-a-dinsdale")), "a visit comes back to who had lost it");
console.log(`${files} calendars read, ${cancelled} cancelled events`);
process.exit(faults === 0 ? 0 : 1);
