#include "feedback/wording.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

using namespace peerreview;

namespace {

struct Example {
    const char* code;
    const char* text;
};

constexpr Example fires[] = {
    {"FB01", "Teaching in the lower school is outstanding."},
    {"FB01", "Overall we think this is a good school."},
    {"FB01", "Leadership is at strong standard but attendance needs attention."},
    {"FB02", "Ofsted would pick up on the gaps in the history books."},
    {"FB02", "The school is ready for inspection in reading."},
    {"FB02", "If inspectors came tomorrow, behaviour could be a worry."},
    {"FB03", "Mrs Okafor uses questioning very skilfully."},
    {"FB03", "A pupil called Jayden showed us his sketchbook."},
    {"FB03", "Feedback in the books marked by Mr Hughes was hard to follow."},
    {"FB04", "The Year 4 teacher relies on worksheets."},
    {"FB04", "Behaviour in 9B slipped after lunch."},
    {"FB04", "The head of geography does not check pupils' work."},
    {"FB06", "Pupils are always engaged."},
    {"FB06", "No teachers use the new assessment system."},
    {"FB06", "Every lesson starts late."},
    {"FB07", "There were lovely displays in the corridors."},
    {"FB07", "The assembly was brilliant."},
    {"FB07", "Transitions between activities were poor."},
    {"FB08", "There are some weak teachers in the humanities team."},
    {"FB08", "The less able pupils were left behind."},
    {"FB08", "Governors are ineffective."},
    {"FB09", "Leaders must rewrite the curriculum map."},
    {"FB09", "The school should introduce daily reading."},
    {"FB09", "Staff need to mark more often."},
    {"FB11", "Phonics here is better than in the other triad schools."},
    {"FB11", "Unlike our own school, routines are not embedded."},
    {"FB11", "This is the weakest writing in the cohort."},
    {"FB12", "Three pupils with an EHC plan were working outside the classroom."},
    {"FB12", "Two looked-after children have falling attendance."},
    {"FB12", "One pupil who had been suspended said the rules are unfair."},
    {"FB13", "A safeguarding concern was raised during the pupil discussion."},
    {"FB13", "Staffing is stretched because a leader is on sick leave."},
    {"FB13", "One teacher is in a capability process."},
    {"FB14", "Some staff do not want to change."},
    {"FB14", "Parents lack aspiration."},
    {"FB14", "Teachers are reluctant to share planning."},
    {"FB15", "One governor said \"we are only told the good news\"."},
    {"FB15", "\"I never get picked to answer\", said a boy in Key Stage 2."},
    {"FB15", "The SENCO told us \"nobody reads the plans\"."},
    {"FB01", "Pupils reach the expected standard in writing, and teaching is outstanding."},
    {"FB01", "Two outstanding actions remain and leadership is inadequate."},
};

constexpr const char* passes[] = {
    "In nine of the twelve lessons visited, pupils could explain what they were learning and why.",
    "The share of pupils reaching the expected standard in writing has risen for two years running.",
    "Two outstanding actions from last year's plan were still open on the day.",
    "The history books we sampled in Years 3 and 5 showed few links back to earlier topics.",
    "Leaders' own evaluation of reading matched what we saw in eight classrooms.",
    "Corridor routines were calm at both changeovers we watched.",
    "Teachers in four of the six lessons used follow-up questions that made pupils justify an answer.",
    "Pupils were keen to show us their sketchbooks and could say how their drawing had improved.",
    "Written feedback in the sampled science books was brief and often not acted on.",
    "In two of the five foundation-subject lessons, tasks were completed without much thinking.",
    "After lunch, settling took up to ten minutes in three of the lessons visited.",
    "Subject leaders have not yet settled a shared way of checking pupils' work.",
    "Questioning was a strength in seven of the ten lessons visited.",
    "Subject leaders told us they have had no time to look at pupils' work since September.",
    "Pupils in both discussion groups said they rarely read at home, and reading records bore this out.",
    "Pupils were engaged in ten of the eleven lessons visited.",
    "Three of the eight teachers we met were using the new assessment system.",
    "Four of the nine lessons began more than five minutes after the bell.",
    "Corridor displays set pupils' first drafts beside final pieces, and pupils used them to talk about "
    "editing.",
    "Pupils led most of the assembly and tied the theme to work they had done in class.",
    "Transitions took about eight minutes in three lessons, which meant that the closing task was cut short.",
    "Explanations in three of the humanities lessons ran past the point at which pupils could follow them.",
    "Pupils with lower prior attainment had fewer chances to answer in the lessons we visited.",
    "Minutes from the last three meetings recorded reports received but few questions asked.",
    "Leaders may wish to look again at where the curriculum map returns to key ideas.",
    "A possible next step is to trial ten minutes of daily reading in one year group and compare notes.",
    "How might staff find out whether pupils act on the feedback they already receive?",
    "Presentation varied across the maths books sampled; it would be even better if pupils had one agreed "
    "layout for working.",
    "Pupils in the discussion group found it hard to recall last year's science; leaders could trial short "
    "weekly recall tasks.",
    "Attendance data show a dip on Fridays: what would families say if asked why?",
    "Phonics sessions followed the same routine in each of the four groups we saw.",
    "Entry and exit routines differed between the five classrooms visited.",
    "In the writing sampled, paragraphing was secure and sentence variety less so.",
    "A small number of pupils were working outside the classroom during the visits we made.",
    "Leaders described how they track attendance for groups who face the most barriers.",
    "Pupils in the discussion groups held mixed views about how fairly rules are applied.",
    "Visitors were signed in, briefed and accompanied throughout the day.",
    "Staffing changes this year have slowed work on the science curriculum, leaders told us.",
    "Leaders described how coaching is offered to teachers at different stages.",
    "Staff we met named time as the main barrier to the new approach.",
    "Attendance at the last two family workshops was low, and leaders said they have not yet asked why.",
    "Planning was shared within year groups but, teachers told us, seldom across them.",
    "Governors said they would welcome a fuller picture between meetings.",
    "Pupils in Key Stage 2 said they would like more turns at answering.",
    "Staff said support plans are not yet part of everyday lesson planning.",
    "In five of the six lessons, pupils read a whole text aloud together and discussed it.",
    "Library visits at lunchtime are popular, pupils told us, most of all in Years 3 and 4.",
    "Pupils moved between lessons calmly at both changeovers we watched.",
    "Diagnostic assessment at the start of each unit shaped the planning we saw.",
    "Disciplinary literacy was planned for in the history and science schemes we read.",
    "Pupils sorted 2D and 3D shapes and could explain their choices. In two classes, pupils worked in 3D "
    "with clay and card.",
    "Staff use a scheme called Talk for Writing in each year group we visited.",
    "The share of children reaching a good level of development rose this year, the data show.",
    "Greater depth in maths was visible in the books sampled.",
    "Pupils were reluctant to speak in the larger discussion but talked freely in pairs.",
    "Multidisciplinary meetings are held each half-term, leaders explained.",
    "Safeguarding posters and visitor badges were in place, as expected.",
};

/// The codes of all findings, in order.
std::string codes_of(const std::string& text, const WordingNames& names = {}) {
    std::string codes;
    for (const auto& finding : check_wording(text, WordingScope::items, names))
        codes += std::string(finding.code) + " ";
    return codes;
}

/// The words of the first finding, cut from the text as given.
std::string first_words(const std::string& text, const WordingNames& names = {}) {
    const auto findings = check_wording(text, WordingScope::items, names);
    REQUIRE_FALSE(findings.empty());
    return text.substr(findings.front().offset, findings.front().length);
}

} // namespace

TEST_CASE("each rule fires on the sentences that it is made for") {
    for (const auto& [code, text] : fires) {
        CAPTURE(text);
        CHECK(codes_of(text).find(code) != std::string::npos);
    }
}

TEST_CASE("sentences that say what was seen trip no rule") {
    for (const auto* text : passes) {
        CAPTURE(text);
        CHECK(codes_of(text) == "");
    }
}

TEST_CASE("a finding points at the words of the text as given") {
    CHECK(first_words("Leaders plan well.\n  Teaching is\n  outstanding here.") == "outstanding");
    CHECK(first_words("The caf\u00e9 and \u201Cthe hall\u201D: behaviour is inadequate.") == "inadequate");
    CHECK(first_words("Staff don\u2019t care about marking.") == "Staff don\u2019t care");
}

TEST_CASE("a rule holds in its own texts alone") {
    CHECK(check_wording("Leaders must rewrite the map.", WordingScope::everywhere, {}).empty());
    CHECK(check_wording("Leaders must rewrite the map.", WordingScope::findings, {}).size() == 1);
    CHECK(check_wording("Displays were lovely.", WordingScope::findings, {}).empty());
}

TEST_CASE("people and other schools of the cohort may not be named") {
    WordingNames names;
    names.people.add("Kofi Wolstenholme", 0);
    names.people.add("Wolstenholme", 0);
    names.schools.add("St Mary's Catholic Primary School", 0);
    CHECK(codes_of("In three lessons WOLSTENHOLME\u2019s group read aloud.", names) == "FB03 ");
    CHECK(codes_of("At Saint Mary\u2019s Catholic  Primary-School pupils read aloud.", names) == "FB11 ");
    CHECK(first_words("We saw Kofi\n  Wolstenholme read.", names) == "Kofi\n  Wolstenholme");
}

TEST_CASE("a short form ends no sentence") {
    CHECK(sentences_of("Tasks varied, e.g. Maths came first. Then they read.").size() == 2);
    CHECK(sentences_of("Is it so? Yes. (It is.) 3.5 of them").size() == 4);
}

TEST_CASE("long hostile texts are bounded") {
    for (const auto* unit : {".", "1", "@", "Aa ", "1 ", "a ", "one pupil ", "\"", "never "}) {
        std::string text;
        while (text.size() < 65536) text += unit;
        CHECK(check_wording(text, WordingScope::items, {}).size() < 3);
    }
}
