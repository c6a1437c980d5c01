#include "record/people.hpp"

#include "record/reader.hpp"

namespace peerreview {

static void read_value(const Node& node, Person& person) {
    read(node, "id", person.id);
    read(node, "name", person.name);
    read(node, "email", person.email);
    read(node, "title", person.title);
}

People read_people(const Node& node) {
    People people;
    read(node, "leaders", people.leaders);
    return people;
}

} // namespace peerreview
