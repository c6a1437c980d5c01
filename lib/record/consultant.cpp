#include "record/consultant.hpp"

#include "record/reader.hpp"

namespace peerreview {

constexpr EnumName<Declared> declared_names[] = {
    {Declared::yes, "yes"}, {Declared::no, "no"}, {Declared::not_applicable, "not-applicable"}};
std::string_view name_of(Declared value) { return name_in(declared_names, value); }
static bool read_value(const Node& node, Declared& value) { return value_in(declared_names, node, value); }

static void read_value(const Node& node, InspectedHost& inspected_host) {
    read(node, "school", inspected_host.school);
    read(node, "date", inspected_host.date);
}

Consultant read_consultant(const Node& node) {
    Consultant consultant;
    read(node, "name", consultant.name);
    read(node, "email", consultant.email);
    read(node, "phases", consultant.phases);
    read(node, "specialisms", consultant.specialisms);
    read(node, "postcode", consultant.postcode);
    read(node, "easting", consultant.easting);
    read(node, "northing", consultant.northing);
    read(node, "days", consultant.days);
    read(node, "blocked", consultant.blocked);
    read(node, "conflicts", consultant.conflicts);
    read(node, "accredited-until", consultant.accredited_until);
    read(node, "insurance-until", consultant.insurance_until);
    read(node, "dbs-checked", consultant.dbs_checked);
    read(node, "serving-inspector", consultant.serving_inspector);
    read(node, "declared-to-inspectorate", consultant.declared_to_inspectorate);
    read(node, "inspected", consultant.inspected);
    read(node, "paid-by", consultant.paid_by);
    read(node, "second-reader-for", consultant.second_reader_for);
    return consultant;
}

} // namespace peerreview
