#include "project/day_plan.hpp"

#include "project/school_lookup.hpp"

#include <algorithm>
#include <set>

namespace peerreview {

namespace {

/// Time in shared spaces serves no line by itself.
bool takes_line(const DaySlot& slot) {
    return slot.part == DayPart::looking && slot.activity != Activity::environment;
}

bool is_accompanied(const TimetableRow& row) { return row.part == DayPart::looking && row.who != "C"; }

std::vector<DaySlot> slots_of(const Timetable& timetable) {
    std::vector<DaySlot> slots;
    for (const auto& row : timetable.rows)
        slots.push_back({row.start,
                         row.end,
                         std::string(row.who),
                         row.part,
                         row.activity,
                         std::string(row.text),
                         {},
                         is_accompanied(row)});
    std::ranges::stable_sort(slots, {}, &DaySlot::start);
    return slots;
}

/// How well a line is looked at: first by two people in two ways, then as the host asked, then in many ways.
int worth(const DayPlan& plan, std::size_t line) {
    const auto coverage = coverage_of(plan, line);
    const auto& planned = plan.lines[line].planned;
    int asked = 0;
    for (const auto activity : coverage.activities)
        asked += std::ranges::find(planned, activity) != planned.end() ? 1 : 0;
    const auto twice = [](std::size_t count) { return static_cast<int>(std::min<std::size_t>(count, 2)); };
    return 1000 * (twice(coverage.activities.size()) + twice(coverage.observers.size())) + 10 * asked +
           static_cast<int>(coverage.activities.size());
}

int worth(const DayPlan& plan) {
    int sum = 0;
    for (std::size_t line = 0; line < plan.lines.size(); ++line) sum += worth(plan, line);
    return sum;
}

/// Exchanges the lines of two activities while that makes the whole better; the sum grows with each exchange
/// and is bounded, so this ends.
void improve(DayPlan& plan, const std::vector<std::size_t>& carriers) {
    auto best = worth(plan);
    for (auto is_better = true; is_better;) {
        is_better = false;
        for (const auto i : carriers)
            for (const auto j : carriers) {
                if (j <= i || plan.slots[i].lines == plan.slots[j].lines) continue;
                std::swap(plan.slots[i].lines, plan.slots[j].lines);
                const auto now = worth(plan);
                if (now > best) {
                    best = now;
                    is_better = true;
                } else {
                    std::swap(plan.slots[i].lines, plan.slots[j].lines);
                }
            }
    }
}

/// Lets a line that is still looked at too little share the activity that serves it best, of these the one
/// with the fewest lines.
void share(DayPlan& plan, std::size_t line, const std::vector<std::size_t>& carriers) {
    for (;;) {
        const auto before = worth(plan, line) / 1000;
        std::optional<std::size_t> chosen;
        int most = before;
        std::size_t fewest = 0;
        for (const auto i : carriers) {
            auto& lines = plan.slots[i].lines;
            if (std::ranges::find(lines, line) != lines.end()) continue;
            lines.push_back(line);
            const auto now = worth(plan, line) / 1000;
            lines.pop_back();
            if (now > most || (chosen && now == most && lines.size() < fewest)) {
                most = now;
                chosen = i;
                fewest = lines.size();
            }
        }
        if (!chosen) return;
        plan.slots[*chosen].lines.push_back(line);
    }
}

void assign_lines(DayPlan& plan) {
    if (plan.lines.empty()) return;
    std::vector<std::size_t> carriers;
    for (std::size_t i = 0; i < plan.slots.size(); ++i)
        if (takes_line(plan.slots[i])) carriers.push_back(i);
    for (std::size_t i = 0; i < carriers.size(); ++i) plan.slots[carriers[i]].lines = {i % plan.lines.size()};
    improve(plan, carriers);
    for (std::size_t line = 0; line < plan.lines.size(); ++line) share(plan, line, carriers);
    for (const auto i : carriers) std::ranges::sort(plan.slots[i].lines);
}

} // namespace

std::string person_of(const DayPlan& plan, char letter) {
    if (letter == 'C') return plan.consultant.empty() ? "C" : "consultant " + plan.consultant.text;
    const auto index = static_cast<std::size_t>(letter - 'A');
    return index < plan.reviewers.size() ? plan.reviewers[index].leader.text : std::string(1, letter);
}

DayCoverage coverage_of(const DayPlan& plan, std::size_t line) {
    std::set<Activity> activities;
    std::set<std::string> observers;
    for (const auto& slot : plan.slots) {
        if (!slot.activity || std::ranges::find(slot.lines, line) == slot.lines.end()) continue;
        activities.insert(*slot.activity);
        for (const auto letter : slot.who) observers.insert(person_of(plan, letter));
    }
    return {{activities.begin(), activities.end()}, {observers.begin(), observers.end()}};
}

DayPlan day_plan(const Project& project, const SchoolId& host, DayVariant variant) {
    DayPlan plan;
    plan.host = host;
    plan.variant = variant;
    if (const auto hosted = hosted_review(project, host); hosted.review) {
        plan.date = hosted.review->date;
        plan.reviewers = hosted.review->reviewers;
        plan.reserves = hosted.review->reserves;
        plan.consultant = hosted.review->consultant;
    }
    if (const auto found = project.reviews.find(host);
        found != project.reviews.end() && found->second.priorities)
        for (const auto& priority : found->second.priorities->value.priorities)
            for (const auto& line : priority.lines)
                plan.lines.push_back({line.id, line.question, priority.title, line.activities});
    const auto& timetable = timetable_of(variant);
    plan.pupils_leave = timetable.pupils_leave;
    plan.slots = slots_of(timetable);
    assign_lines(plan);
    return plan;
}

} // namespace peerreview
