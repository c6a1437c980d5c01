// A fact of a smallest conflict may be a way out by itself: without it there are dates, where no other
// conflict is left. That is tried, and turned into the least that has to change - one day of a blocked range,
// the nearest value of a setting. Where no single fact is enough, facts are looked past one conflict after
// the other until there are dates: all of them together are the way out.

#include "project/school_lookup.hpp"
#include "solve/facts.hpp"

#include <algorithm>

namespace peerreview {

namespace {

/// How dear a way out is, the least first: a person asked, a promise moved, a rule of the programme changed.
enum class Price { leader, consultant_day, school_day, capacity, booking, new_consultant, policy, calendar };

struct WayOut {
    Price price;
    std::string text;
};

class WaysOut {
public:
    WaysOut(const Project& project, const InstanceOptions& options)
        : project_(project), options_(options), days_(project.calendar->value) {}

    /// The ways out that this fact is, where looking past it alone is enough.
    void look_at(const Fact& fact) {
        using enum FactKind;
        if (!is_possible(without(options_, fact.key))) return;
        switch (fact.key.kind) {
        case leader_blocked:
        case leader_trained:
        case leader_excluded:
        case leader_conflict:
        case leader_days_out:
        case safeguarding:
        case no_leaders:
        case leader_per_week:
        case leader_per_half_term:
            return use_other_leaders();
        case consultant_blocked:
            return free_consultant(fact);
        case school_blocked:
            return free_school(fact);
        case consultant_days:
            return raise_capacity(fact);
        case booking:
            return move_booking(fact);
        case consultant_conflict:
        case consultant_phases:
        case no_consultant:
            return add(Price::new_consultant, "find a consultant for these schools who is free");
        case gap:
            return lower("gap", &Policy::gap, 0);
        case season:
            return raise("season", &Policy::season, 190);
        case first_day:
            return options_.from ? add(Price::policy, "start before " + iso(*options_.from))
                                 : lower("lead", &Policy::lead, 0);
        case follow_up:
            lower("follow-up.from", &Policy::follow_up_from, 0);
            return raise("follow-up.to", &Policy::follow_up_to, 190);
        case consultant_per_week:
            return raise("consultant.reviews-per-week", &Policy::consultant_reviews_per_week, 5);
        case consultant_rest:
            return add(Price::calendar, "agree with the consultant on reviews on consecutive days");
        case writing_days:
            return add(Price::calendar, "agree with the consultant on fewer days for writing");
        case settling:
            return add(Price::calendar, "agree on a review at the beginning or the end of a term");
        case test_window:
        case exam_window:
        case closed:
        case training_day:
        case bank_holiday:
            return add(Price::calendar, "see whether it can be otherwise that " + fact.text);
        case school_terms:
            return open_school(fact);
        case terms:
            return;
        }
    }

    bool is_empty() const { return ways_.empty(); }

    /// One fact of each conflict, the cheapest, until nothing stands in the way any more.
    void look_at_all(std::vector<Fact> conflict) {
        constexpr int most = 12;
        auto options = options_;
        std::string text;
        for (int i = 0; i < most; ++i) {
            const auto fact = std::ranges::min_element(conflict, {}, &Fact::key);
            if (fact->key.kind == FactKind::terms) return;
            text += (text.empty() ? "" : "; ") + fact->text;
            options = without(options, fact->key);
            if (is_possible(options)) return add(Price::calendar, "change all of these: " + text);
            conflict = conflict_of(project_, options);
        }
    }

    std::vector<std::string> cheapest(std::size_t most) && {
        std::ranges::stable_sort(ways_, {}, &WayOut::price);
        std::vector<std::string> texts;
        for (auto& way : ways_)
            if (texts.size() < most && std::ranges::find(texts, way.text) == texts.end())
                texts.push_back(std::move(way.text));
        return texts;
    }

private:
    void add(Price price, std::string text) { ways_.push_back({price, std::move(text)}); }

    bool is_possible(const InstanceOptions& options) const {
        const auto instance = make_instance(project_, options);
        return solve::can_plan(instance.problem, 0, solve::first_bookings(instance.problem));
    }

    bool helps(const Relaxation& relaxation) const {
        auto options = options_;
        options.relaxation = relaxation;
        return is_possible(options);
    }

    void use_other_leaders() {
        for (const auto& school : project_.triads.at(options_.triads.front()).value.schools) {
            Relaxation relaxation;
            relaxation.new_leaders = {school};
            if (helps(relaxation))
                add(Price::leader, fmt::format("train or free another leader of '{}'", school.text));
        }
    }

    /// The first day of a range that is enough by itself.
    std::optional<Date> enough(const std::string& id, const Closed& range) const {
        for (int day = days_.first_from(*range.from); day < days_.count() && days_.date(day) <= *range.to;
             ++day) {
            Relaxation relaxation;
            relaxation.freed = {{id, days_.date(day)}};
            if (helps(relaxation)) return days_.date(day);
        }
        return std::nullopt;
    }

    void free_consultant(const Fact& fact) {
        const auto& range = project_.consultants.at({fact.key.id}).value.blocked[fact.key.index];
        const auto day = enough(fact.key.id, range);
        add(Price::consultant_day,
            day ? fmt::format("free consultant '{}' on one day, such as {}", fact.key.id, in_words(*day))
                : fmt::format("free consultant '{}' on some days {}", fact.key.id, range_text(range)));
    }

    void free_school(const Fact& fact) {
        const auto& range = project_.schools.at({fact.key.id}).value.blocked[fact.key.index];
        const auto day = enough(fact.key.id, range);
        add(Price::school_day,
            day ? fmt::format("keep one day of '{}' open, such as {}", fact.key.id, in_words(*day))
                : fmt::format("keep some days of '{}' open {}", fact.key.id, range_text(range)));
    }

    /// A day of the calendar that is none of the school's own terms.
    void open_school(const Fact& fact) {
        const auto own = school_days_of(project_, {fact.key.id});
        for (int day = 0; day < days_.count(); ++day) {
            const auto date = days_.date(day);
            if (own.find(date)) continue;
            Relaxation relaxation;
            relaxation.freed = {{fact.key.id, date}};
            if (helps(relaxation))
                return add(Price::school_day,
                           fmt::format("open '{}' on one day outside its terms, such as {}", fact.key.id,
                                       in_words(date)));
        }
        add(Price::calendar,
            fmt::format("see whether the terms of '{}' are right: there are dates where it is open "
                        "on the days of calendar.yaml too",
                        fact.key.id));
    }

    void raise_capacity(const Fact& fact) {
        const ConsultantId id{fact.key.id};
        const auto now = project_.consultants.at(id).value.days.value_or(0);
        for (auto days = now + 1; days <= now + 5; ++days) {
            Relaxation relaxation;
            relaxation.capacity[id] = days;
            if (!helps(relaxation)) continue;
            return add(Price::capacity,
                       fmt::format("raise 'days' of consultant '{}' from {} to {}", id.text, now, days));
        }
    }

    void move_booking(const Fact& fact) {
        const auto& booked = options_.booked[fact.key.index];
        add(Price::booking, fmt::format("move the {} of triad {} on {}, or give it to another consultant",
                                        booked.is_review ? "review" : "follow-up meeting", booked.triad.text,
                                        iso(booked.date)));
    }

    bool helps_with(int Policy::*setting, int value) const {
        Relaxation relaxation;
        relaxation.policy = project_.policy();
        (*relaxation.policy).*setting = value;
        return helps(relaxation);
    }

    void tell_setting(std::string_view key, int now, int value) {
        add(Price::policy, fmt::format("change policy '{}' from {} to {}", key, now, value));
    }

    void lower(std::string_view key, int Policy::*setting, int least) {
        const auto now = project_.policy().*setting;
        for (auto value = now - 1; value >= least; --value)
            if (helps_with(setting, value)) return tell_setting(key, now, value);
    }

    void raise(std::string_view key, int Policy::*setting, int most) {
        const auto now = project_.policy().*setting;
        for (auto value = now + 1; value <= most; ++value)
            if (helps_with(setting, value)) return tell_setting(key, now, value);
    }

    const Project& project_;
    const InstanceOptions& options_;
    SchoolDays days_;
    std::vector<WayOut> ways_;
};

} // namespace

std::vector<std::string> ways_out_of(const Project& project, const InstanceOptions& options,
                                     const std::vector<Fact>& conflict) {
    constexpr std::size_t most = 3, looked_at = 12;
    WaysOut ways(project, options);
    for (std::size_t i = 0; i < std::min(conflict.size(), looked_at); ++i) ways.look_at(conflict[i]);
    if (ways.is_empty()) ways.look_at_all(conflict);
    return std::move(ways).cheapest(most);
}

} // namespace peerreview
