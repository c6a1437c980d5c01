#pragma once

#include <string_view>

/// What the records of a made-up programme say. In a phrase N stands for a number in words and M for a
/// smaller one.
namespace bench {

/// A theme of a review with all that is written about it.
struct Topic {
    std::string_view theme, second_theme;
    std::string_view title, why_now, school_view, think, know, unsure, want, question;
    std::string_view seen, heard;
    std::string_view strengths[2];
    std::string_view development, next_step, finding, action, success;
};

inline constexpr Topic topics[] = {
    {"CT6",
     "CT7",
     "Retrieval at the start of lessons",
     "Mock results showed that pupils revise by reading notes again.",
     "Retrieval at the start of lessons is common; study habits at home are not yet changed.",
     "Starter quizzes are used across departments.",
     "a survey of two year groups in May",
     "What pupils do at home with what they were asked in lessons.",
     "Ask pupils to show you how they study.",
     "How do quizzes in lessons shape what pupils do when they study alone?",
     "N lessons began with questions on earlier work. Pupils knew the routine and settled quickly. In M of "
     "them "
     "the question that most had missed was taught again before the new work began.",
     "N pupils showed revision notes. M had written them out more than once. They like quizzes and would use "
     "them at home if they had the questions from lessons.",
     {"Questions on earlier work opened the N lessons and were marked within minutes, so pupils met old "
      "ideas "
      "often.",
      "Pupils knew the opening routine in N lessons and settled to the questions without reminders."},
     "In M of the N lessons, marks were noted and the missed question was not taught again that day.",
     "How might the most missed question become the first thing that is taught?",
     "Retrieval has become a shared and orderly start to lessons. Pupils remember more than they expect to "
     "and "
     "enjoy finding out. A question that many miss is seldom taught again at once, and pupils lack the "
     "questions when they study alone. Handing over the questions was the pupils' own suggestion.",
     "Teach the most missed question again in the same lesson and publish quiz questions weekly",
     "reteaching seen in N of ten visits"},
    {"LN2",
     "LN4",
     "Reading aloud across subjects",
     "Fluency in Year 5 has not followed accuracy.",
     "Reading aloud is well begun in English and uneven elsewhere.",
     "Pupils read aloud daily in English; less often in history and science.",
     "book looks in October",
     "How often pupils read aloud outside English.",
     "Sit beside pupils and listen to them read.",
     "How well do pupils read aloud across subjects, and who helps when they stumble?",
     "In N lessons pupils read aloud from the text in hand. The teacher modelled phrasing first. M pupils "
     "lost "
     "their place and were helped by a neighbour.",
     "N pupils spoke of books that they read at home. M said that reading aloud in history was new this year "
     "and that they like to prepare it in pairs.",
     {"Teachers read a passage aloud before pupils did in N lessons, and pupils copied the phrasing.",
      "Pupils prepared a passage in pairs in N lessons and read it with growing ease."},
     "In M of N lessons outside English, pupils read silently where the plan asked for reading aloud.",
     "Leaders may wish to choose one passage a week that is read aloud in every subject.",
     "Reading aloud has a secure place in English and pupils speak of it with pleasure. In other subjects it "
     "depends on the teacher. Where a passage was modelled first, hesitant readers joined in. The passages "
     "were well chosen, and the next step is to plan them.",
     "Trial ten minutes of reading aloud in history and science each week",
     "N of ten pupils sampled read a page without help"},
    {"AC2",
     "CT2",
     "Achievement of disadvantaged pupils",
     "The gap in results has been level for three years.",
     "Plans are in place; classroom practice differs.",
     "Seating and questioning plans name the groups.",
     "results of August",
     "Whether plans alter what happens in lessons.",
     "Look at work and talk to teachers about the tasks.",
     "What do teachers do differently because of the plan for disadvantaged pupils?",
     "N books were read beside the plan. Tasks began well, and M of them stopped halfway. Where a worked "
     "example "
     "had been given at that point the next task was finished.",
     "N teachers described the plan. They sit pupils near the front and ask them first. M would welcome "
     "ideas "
     "for tasks that are begun and not ended.",
     {"In N books a worked example was followed by a finished piece where earlier tasks had stopped halfway.",
      "Teachers in N lessons asked the named pupils first and waited for a full answer."},
     "The plan shapes where pupils sit and who is asked first, while M of N unfinished tasks were met with a "
     "request to complete them.",
     "Leaders may wish to try worked examples at the point where tasks tend to stop.",
     "The plan for disadvantaged pupils is known and followed in seating and in questions. Books tell of "
     "another need: tasks that begin and do not end. Where a worked example was given at that point, the "
     "next "
     "task was finished. The books suggest that the answer lies in the middle of the task.",
     "Share worked examples for tasks that stop halfway in four subjects",
     "finished tasks in N of ten books sampled"},
    {"AB2",
     "AB1",
     "Calm between lessons",
     "Staff asked for a common routine in corridors.",
     "The routine is agreed; it is kept on most days.",
     "Corridors are calm at most times of the day.",
     "a log of lateness in September",
     "Whether the end of lunch is as calm as the morning.",
     "Walk with pupils from one lesson to the next.",
     "How do routines between lessons prepare pupils to learn?",
     "N changes of lesson were walked. Staff stood at their doors and greeted pupils by name. After lunch M "
     "groups waited outside while a room was opened.",
     "N pupils said that corridors are quieter than last year. M named the end of lunch as the busy time and "
     "suggested a second door.",
     {"Staff at N doors greeted pupils as they came in, and lessons began within two minutes.",
      "Pupils in N groups moved without reminders and had their books open when the register was taken."},
     "After lunch, M of N groups waited outside a room, and the first minutes of the lesson were lost.",
     "What would it take to have rooms open before the bell after lunch?",
     "Movement is calm and friendly, and pupils notice the change. Greetings at the door set the tone. The "
     "end "
     "of lunch is the exception that pupils and staff name alike: rooms are opened late. A small change to "
     "the rota would carry the morning's calm into the afternoon.",
     "Open rooms five minutes before the bell after lunch",
     "no group waits at N visits"},
    {"LG1",
     "LG2",
     "Subject leaders and their plans",
     "Three subject leaders are new to the role.",
     "Plans are written; visits to lessons have just begun.",
     "Subject leaders know their plans well.",
     "minutes of line meetings",
     "Whether plans are seen in lessons as they were meant.",
     "Talk to subject leaders after a visit to a lesson.",
     "How do subject leaders know whether the plan is taught as it was meant?",
     "N plans were read beside lessons of the same week. Key words were taught as planned. In M lessons the "
     "task had been changed, and the reason was not recorded.",
     "N subject leaders described a first round of visits. They value the time. M would like a colleague "
     "from "
     "another school to look at the same lesson.",
     {"Subject leaders spoke with precision about N units and about what comes before and after.",
      "Key words of the plan were taught and used by pupils in N lessons."},
     "In M of N lessons the task differed from the plan, and the subject leader learned of it on the visit.",
     "Leaders may wish to agree what may be changed in a lesson and how a change is passed on.",
     "Plans are thorough and subject leaders own them. Visits to lessons have begun and are welcomed. The "
     "path "
     "from what is seen to what is changed is still informal. A short note after each visit would let the "
     "plan learn from the lesson.",
     "Agree a short note after each visit that proposes one change to the plan",
     "notes of N visits in the file"},
    {"IN1",
     "IN2",
     "Adapting tasks in lessons",
     "More pupils with plans have joined this year.",
     "Plans are shared; adapting a task in the lesson is less sure.",
     "Teachers know the needs in their classes.",
     "reviews of plans in the summer",
     "Whether scaffolds are taken away in time.",
     "Look at the same pupil in two lessons.",
     "How are tasks adapted so that every pupil can begin and end them?",
     "N lessons were visited in pairs. Word banks and sentence starts lay ready. M pupils used them to the "
     "end "
     "although their answers showed that they no longer needed to.",
     "N pupils explained what helps them. M like to choose whether to use the word bank. They said that "
     "adults "
     "ask before they help.",
     {"Word banks and sentence starts lay ready in N lessons, and pupils knew when to reach for them.",
      "Adults in N lessons asked before they helped, so pupils tried the step alone first."},
     "In M of N lessons the scaffold stayed to the end, also where pupils had shown they could do without.",
     "How might pupils decide with the teacher when a scaffold is put aside?",
     "Needs are known and help lies ready. Pupils are asked before they are helped, and they notice. What is "
     "open is when help should end: scaffolds stay where they are no longer needed. Pupils' own wish to "
     "choose points to a way forward.",
     "Mark in each unit where the scaffold is put aside",
     "scaffolds put aside in N of ten lessons"},
};

inline constexpr std::string_view town_heads[] = {
    "Ash",   "Beck", "Brad",  "Bram", "Brig", "Burn", "Cal",  "Chad", "Chel",  "Clay", "Cold",  "Cran",
    "Dal",   "Dun",  "East",  "Elm",  "Fair", "Farn", "Fen",  "Glen", "Green", "Hal",  "Ham",   "Hart",
    "Hazel", "Holm", "Hurst", "Kel",  "Kirk", "Lang", "Lea",  "Lin",  "Mal",   "Mar",  "Mel",   "Nor",
    "Oak",   "Pen",  "Quar",  "Red",  "Ring", "Rush", "Shel", "Stan", "Stoke", "Sut",  "Thorn", "Tun",
    "Up",    "Wal",  "West",  "Whit", "Win",  "Wool", "Wych", "Yar"};
inline constexpr std::string_view town_tails[] = {
    "bourne", "bridge", "bury",    "by",     "combe", "cote",   "den",  "field", "ford",
    "gate",   "ham",    "hampton", "hill",   "hurst", "ington", "ley",  "low",   "mere",
    "mouth",  "ney",    "stead",   "thorpe", "ton",   "wick",   "worth"};
inline constexpr std::string_view primary_kinds[] = {
    "Primary School",     "Community Primary School",  "Primary Academy",
    "Junior School",      "Infant and Nursery School", "Park Primary School",
    "Road Primary School"};
inline constexpr std::string_view secondary_kinds[] = {"High School",       "Academy",       "Grammar School",
                                                       "Community College", "Girls' School", "Park School"};
inline constexpr std::string_view special_kinds[] = {"The Beeches", "Oakwood",    "Riverside",
                                                     "The Willows", "Meadowbank", "Hillcrest"};
inline constexpr std::string_view saints[] = {"St Mary's",      "St John's",    "St Peter's",   "All Saints",
                                              "St Joseph's",    "Holy Trinity", "St Michael's", "St Anne's",
                                              "St Thomas More", "St Bede's"};
inline constexpr std::string_view types[] = {
    "Community School",       "Academy Converter",           "Academy Sponsor Led",
    "Voluntary Aided School", "Voluntary Controlled School", "Foundation School"};
inline constexpr std::string_view authorities[] = {
    "Barnsley", "Bristol, City of", "Cheshire East", "Cornwall", "County Durham", "Devon",          "Essex",
    "Kent",     "Lancashire",       "Leeds",         "Norfolk",  "Surrey",        "Worcestershire", "York"};
inline constexpr std::string_view streets[] = {"Road", "Lane", "Street", "Avenue", "Way"};
inline constexpr std::string_view postal_areas[] = {"BS", "CB", "DH", "EX", "LS",
                                                    "NR", "OX", "PE", "TR", "WR"};
inline constexpr std::string_view postal_letters[] = {"A", "B", "D", "E", "F", "G",
                                                      "H", "J", "L", "N", "P", "R"};
inline constexpr std::string_view first_names[] = {
    "Aisha",  "Alan",  "Beth",   "Callum", "Chloe", "Daniel", "Dilys", "Ewan",  "Farah",
    "Gareth", "Helen", "Imran",  "Joan",   "Karim", "Lucy",   "Mark",  "Nadia", "Oliver",
    "Priya",  "Ruth",  "Sanjay", "Tess",   "Usha",  "Vikram", "Wendy"};
inline constexpr std::string_view surname_heads[] = {
    "Ack",  "Bal", "Bex",    "Cor", "Dar", "Ever", "Fos", "Gar",    "Hather", "Ing", "Jess", "Kav",
    "Lath", "Mor", "Nether", "Os",  "Pem", "Rad",  "Sal", "Tatter", "Under",  "Ver", "Wad",  "Yar"};
inline constexpr std::string_view surname_tails[] = {
    "anagh", "borough", "bright", "combe", "dale", "ington", "kin",     "land", "more",
    "nall",  "quist",   "ridge",  "shaw",  "sley", "stone",  "thwaite", "well", "wood"};
inline constexpr std::string_view confidences[] = {"low", "medium", "high"};
inline constexpr std::string_view spreads[] = {"isolated", "some", "widespread"};
inline constexpr std::string_view views[] = {"agrees", "partly", "differs"};
inline constexpr std::string_view roles[] = {"headteacher",           "deputy headteacher",
                                             "assistant headteacher", "English lead",
                                             "heads of department",   "special needs coordinator"};
inline constexpr std::string_view thanks[] = {
    "It was a pleasure to be with you, and the pupils who led our tour knew the school inside out.",
    "Thank you for the open doors, the good questions and the lunch with the school council.",
    "We learned a great deal and take home more than we brought."};
inline constexpr std::string_view contexts[] = {
    "A large school with pupils from the town and the villages around it. Numbers have grown for three "
    "years. "
    "A new curriculum plan began last September.",
    "A small school at the edge of a town. Two classes have mixed ages. Half of the staff joined in the last "
    "two years.",
    "A school of average size. Many pupils stay for clubs. The building was extended last summer, and the "
    "library moved to its centre."};
inline constexpr std::string_view learning[] = {
    "Books read for where a task stops.", "Quiz questions to take home.", "Greeting each pupil at the door.",
    "A note after each visit that proposes one change."};
inline constexpr std::string_view opinions[] = {
    "The day was well prepared, and the questions of the reviewers have stayed with us.",
    "Two of the three lines of enquiry went deep. The third needed more time than a day has.",
    "I looked at my own school with other eyes on the way home."};

} // namespace bench
