#include "core/demo/places.h"

#include <array>

namespace pannier::demo {
namespace {

using Words = std::array<std::string_view, 30>;

constexpr Words kFirstDE{"Anna",       "Lena",      "Sophie",  "Marie",    "Hannah",  "Julia",
                         "Katharina",  "Franziska", "Greta",   "Ida",      "Johanna", "Klara",
                         "Mathilda",   "Nele",      "Theresa", "Lukas",    "Jonas",   "Felix",
                         "Maximilian", "Paul",      "Moritz",  "Jakob",    "Niklas",  "Tobias",
                         "Florian",    "Benedikt",  "Henrik",  "Matthias", "Konrad",  "Sebastian"};
constexpr Words kLastDE{"Schmidt",  "Schneider", "Fischer",  "Weber",   "Wagner",     "Becker",
                        "Hoffmann", "Schäfer",   "Koch",     "Bauer",   "Richter",    "Klein",
                        "Wolf",     "Schröder",  "Neumann",  "Schwarz", "Zimmermann", "Braun",
                        "Krüger",   "Hofmann",   "Hartmann", "Lange",   "Schmitt",    "Werner",
                        "Krause",   "Lehmann",   "Köhler",   "Maier",   "Günther",    "Böhm"};
constexpr std::array<std::string_view, 8> kStreetsDE{"Lindenstraße",  "Gartenweg",      "Am Markt",
                                                     "Bergstraße",    "Kastanienallee", "Mühlweg",
                                                     "Bahnhofstraße", "Schillerstraße"};
constexpr std::array<City, 12> kCitiesDE{{{"Berlin", "DE-BE", 18},
                                          {"Hamburg", "DE-HH", 12},
                                          {"München", "DE-BY", 11},
                                          {"Köln", "DE-NW", 9},
                                          {"Frankfurt am Main", "DE-HE", 6},
                                          {"Leipzig", "DE-SN", 6},
                                          {"Stuttgart", "DE-BW", 6},
                                          {"Dresden", "DE-SN", 4},
                                          {"Bremen", "DE-HB", 4},
                                          {"Freiburg", "DE-BW", 3},
                                          {"Münster", "DE-NW", 3},
                                          {"Nürnberg", "DE-BY", 4}}};

constexpr Words kFirstAT{"Magdalena", "Valentina", "Elisabeth", "Theresia", "Leonie",   "Viktoria",
                         "Laura",     "Sarah",     "Emma",      "Helena",   "Barbara",  "Veronika",
                         "Miriam",    "Lisa",      "Ronja",     "David",    "Simon",    "Elias",
                         "Tobias",    "Raphael",   "Fabian",    "Lorenz",   "Valentin", "Gregor",
                         "Manuel",    "Dominik",   "Andreas",   "Clemens",  "Stefan",   "Michael"};
constexpr Words kLastAT{"Gruber",  "Huber",     "Pichler", "Steiner",  "Moser",   "Mayer",
                        "Hofer",   "Leitner",   "Berger",  "Fuchs",    "Eder",    "Reiter",
                        "Winkler", "Schwaiger", "Wallner", "Aigner",   "Lechner", "Haas",
                        "Brunner", "Egger",     "Auer",    "Strasser", "Binder",  "Wimmer",
                        "Lang",    "Riedl",     "Koller",  "Pfeifer",  "Kainz",   "Thaler"};
constexpr std::array<std::string_view, 6> kStreetsAT{"Hauptstraße", "Kirchengasse", "Neubaugasse",
                                                     "Seestraße",   "Rosengasse",   "Feldgasse"};
constexpr std::array<City, 7> kCitiesAT{{{"Wien", "AT-9", 20},
                                         {"Graz", "AT-6", 8},
                                         {"Linz", "AT-4", 6},
                                         {"Salzburg", "AT-5", 6},
                                         {"Innsbruck", "AT-7", 5},
                                         {"Klagenfurt", "AT-2", 3},
                                         {"Bregenz", "AT-8", 2}}};

constexpr Words kFirstUS{"Emily",  "Madison", "Olivia",   "Grace",   "Chloe",  "Abigail",
                         "Hailey", "Brooke",  "Savannah", "Natalie", "Zoe",    "Audrey",
                         "Claire", "Naomi",   "Jasmine",  "Ethan",   "Mason",  "Logan",
                         "Caleb",  "Owen",    "Wyatt",    "Hunter",  "Carter", "Dylan",
                         "Austin", "Marcus",  "Derek",    "Andre",   "Miguel", "Theodore"};
constexpr Words kLastUS{"Johnson", "Williams", "Brown",    "Davis",  "Miller",   "Wilson",
                        "Moore",   "Anderson", "Jackson",  "Harris", "Thompson", "Robinson",
                        "Lewis",   "Walker",   "Young",    "Allen",  "King",     "Wright",
                        "Scott",   "Hill",     "Green",    "Adams",  "Nelson",   "Baker",
                        "Rivera",  "Campbell", "Mitchell", "Carter", "Ramirez",  "Nguyen"};
constexpr std::array<std::string_view, 8> kStreetsUS{
    "Maple Street", "Oak Avenue",     "Cedar Lane",     "Pine Street",
    "Elm Street",   "Lakeview Drive", "Hillcrest Road", "Sunset Boulevard"};
constexpr std::array<City, 11> kCitiesUS{{{"New York", "US-NY", 14},
                                          {"Los Angeles", "US-CA", 11},
                                          {"Chicago", "US-IL", 8},
                                          {"Austin", "US-TX", 6},
                                          {"Portland", "US-OR", 6},
                                          {"Seattle", "US-WA", 7},
                                          {"Denver", "US-CO", 6},
                                          {"Boston", "US-MA", 5},
                                          {"Minneapolis", "US-MN", 4},
                                          {"Asheville", "US-NC", 2},
                                          {"Burlington", "US-VT", 2}}};

constexpr Words kFirstGB{"Charlotte", "Poppy",    "Isla",    "Freya",  "Florence", "Imogen",
                         "Harriet",   "Beatrice", "Eleanor", "Phoebe", "Georgia",  "Matilda",
                         "Rosie",     "Jessica",  "Amelia",  "Oliver", "Harry",    "Alfie",
                         "George",    "Archie",   "Freddie", "Rupert", "Callum",   "Rhys",
                         "Duncan",    "Angus",    "Gareth",  "Nigel",  "Stuart",   "Toby"};
constexpr Words kLastGB{"Smith",  "Taylor",    "Davies",    "Evans",     "Thomas",    "Roberts",
                        "Hughes", "Edwards",   "Clarke",    "Hall",      "Wood",      "Turner",
                        "Cooper", "Ward",      "Bennett",   "Gray",      "Cook",      "Shaw",
                        "Murphy", "Bailey",    "Marshall",  "Fraser",    "MacDonald", "Reid",
                        "Kerr",   "Pritchard", "Llewellyn", "Whitfield", "Ashworth",  "Hargreaves"};
constexpr std::array<std::string_view, 7> kStreetsGB{"High Street",   "Church Lane", "Station Road",
                                                     "Victoria Road", "Green Lane",  "Mill Lane",
                                                     "Park Avenue"};
constexpr std::array<City, 9> kCitiesGB{{{"London", "GB-LND", 18},
                                         {"Manchester", "GB-MAN", 7},
                                         {"Bristol", "GB-BST", 6},
                                         {"Edinburgh", "GB-EDH", 6},
                                         {"Leeds", "GB-LDS", 5},
                                         {"Glasgow", "GB-GLG", 5},
                                         {"Cardiff", "GB-CRF", 3},
                                         {"Sheffield", "GB-SHF", 4},
                                         {"York", "GB-YOR", 2}}};

constexpr Words kFirstFR{"Camille", "Chloé",  "Manon",    "Inès",     "Léa",      "Jeanne",
                         "Louise",  "Alice",  "Juliette", "Margaux",  "Zoé",      "Clémence",
                         "Élise",   "Agathe", "Solène",   "Hugo",     "Louis",    "Gabriel",
                         "Arthur",  "Jules",  "Antoine",  "Baptiste", "Théo",     "Maxime",
                         "Quentin", "Rémi",   "Étienne",  "Benoît",   "Thibault", "Mathieu"};
constexpr Words kLastFR{"Martin", "Bernard",  "Dubois",   "Robert",  "Richard", "Petit",
                        "Durand", "Leroy",    "Moreau",   "Simon",   "Laurent", "Lefèvre",
                        "Michel", "Garcia",   "Bertrand", "Roux",    "Vincent", "Fournier",
                        "Morel",  "Girard",   "André",    "Mercier", "Dupont",  "Lambert",
                        "Bonnet", "François", "Rousseau", "Blanc",   "Guérin",  "Chevalier"};
constexpr std::array<std::string_view, 6> kStreetsFR{"rue des Lilas",   "avenue de la Gare",
                                                     "rue Victor Hugo", "boulevard des Tilleuls",
                                                     "rue du Moulin",   "place du Marché"};
constexpr std::array<City, 10> kCitiesFR{{{"Paris", "FR-IDF", 18},
                                          {"Lyon", "FR-ARA", 8},
                                          {"Marseille", "FR-PAC", 7},
                                          {"Toulouse", "FR-OCC", 6},
                                          {"Nantes", "FR-PDL", 5},
                                          {"Bordeaux", "FR-NAQ", 5},
                                          {"Lille", "FR-HDF", 4},
                                          {"Strasbourg", "FR-GES", 4},
                                          {"Rennes", "FR-BRE", 3},
                                          {"Grenoble", "FR-ARA", 3}}};

constexpr Words kFirstNL{"Sanne",     "Fleur",  "Lotte", "Anouk",  "Femke",   "Iris",
                         "Roos",      "Eva",    "Maud",  "Noor",   "Marieke", "Saskia",
                         "Willemijn", "Daphne", "Esmee", "Daan",   "Sem",     "Bram",
                         "Thijs",     "Lars",   "Ruben", "Stijn",  "Jasper",  "Sander",
                         "Wouter",    "Joost",  "Koen",  "Pieter", "Niels",   "Teun"};
constexpr Words kLastNL{"de Jong",  "Jansen",      "de Vries", "van den Berg", "Bakker",
                        "van Dijk", "Visser",      "Smit",     "Meijer",       "de Boer",
                        "Mulder",   "de Groot",    "Bos",      "Vos",          "Peters",
                        "Hendriks", "van Leeuwen", "Dekker",   "Brouwer",      "de Wit",
                        "Dijkstra", "Smits",       "de Graaf", "van der Meer", "Kok",
                        "Jacobs",   "van Vliet",   "Schouten", "Willems",      "Hoekstra"};
constexpr std::array<std::string_view, 6> kStreetsNL{
    "Dorpsstraat", "Kerkstraat", "Molenweg", "Prinsengracht", "Julianastraat", "Stationsweg"};
constexpr std::array<City, 8> kCitiesNL{{{"Amsterdam", "NL-NH", 14},
                                         {"Rotterdam", "NL-ZH", 10},
                                         {"Utrecht", "NL-UT", 8},
                                         {"Den Haag", "NL-ZH", 7},
                                         {"Eindhoven", "NL-NB", 5},
                                         {"Groningen", "NL-GR", 5},
                                         {"Nijmegen", "NL-GE", 3},
                                         {"Haarlem", "NL-NH", 3}}};

constexpr Words kFirstIT{"Giulia",   "Chiara",   "Francesca", "Martina", "Alessia",   "Elisa",
                         "Beatrice", "Ludovica", "Ginevra",   "Arianna", "Silvia",    "Federica",
                         "Valeria",  "Caterina", "Bianca",    "Lorenzo", "Francesco", "Alessandro",
                         "Matteo",   "Riccardo", "Davide",    "Tommaso", "Edoardo",   "Pietro",
                         "Niccolò",  "Giacomo",  "Simone",    "Stefano", "Marco",     "Emanuele"};
constexpr Words kLastIT{"Rossi",    "Russo",   "Ferrari",  "Esposito", "Bianchi", "Romano",
                        "Colombo",  "Ricci",   "Marino",   "Greco",    "Bruno",   "Gallo",
                        "Conti",    "De Luca", "Costa",    "Giordano", "Mancini", "Rizzo",
                        "Lombardi", "Moretti", "Barbieri", "Fontana",  "Santoro", "Mariani",
                        "Rinaldi",  "Caruso",  "Ferrara",  "Galli",    "Martini", "Leone"};
constexpr std::array<std::string_view, 6> kStreetsIT{
    "Via Roma", "Via Garibaldi", "Corso Italia", "Via Dante", "Via dei Mille", "Piazza San Marco"};
constexpr std::array<City, 8> kCitiesIT{{{"Milano", "IT-25", 12},
                                         {"Roma", "IT-62", 12},
                                         {"Torino", "IT-21", 7},
                                         {"Bologna", "IT-45", 6},
                                         {"Firenze", "IT-52", 5},
                                         {"Verona", "IT-34", 3},
                                         {"Bolzano", "IT-32", 3},
                                         {"Napoli", "IT-72", 5}}};

constexpr Words kFirstES{"Lucía",  "Sofía", "Martina", "Paula",   "Alba",    "Carmen",
                         "Irene",  "Marta", "Nuria",   "Elena",   "Raquel",  "Cristina",
                         "Rocío",  "Inés",  "Pilar",   "Hugo",    "Pablo",   "Álvaro",
                         "Adrián", "Diego", "Javier",  "Sergio",  "Iván",    "Jorge",
                         "Rubén",  "Óscar", "Andrés",  "Ignacio", "Gonzalo", "Miguel"};
constexpr Words kLastES{"García",    "Rodríguez", "González", "Fernández", "López",     "Martínez",
                        "Sánchez",   "Pérez",     "Gómez",    "Martín",    "Jiménez",   "Ruiz",
                        "Hernández", "Díaz",      "Moreno",   "Álvarez",   "Muñoz",     "Romero",
                        "Alonso",    "Gutiérrez", "Navarro",  "Torres",    "Domínguez", "Vázquez",
                        "Ramos",     "Gil",       "Serrano",  "Blanco",    "Molina",    "Ortega"};
constexpr std::array<std::string_view, 6> kStreetsES{
    "Calle Mayor", "Calle del Sol",   "Avenida de la Constitución",
    "Calle Real",  "Paseo del Prado", "Calle de la Luna"};
constexpr std::array<City, 8> kCitiesES{{{"Madrid", "ES-MD", 14},
                                         {"Barcelona", "ES-CT", 12},
                                         {"València", "ES-VC", 7},
                                         {"Sevilla", "ES-AN", 6},
                                         {"Bilbao", "ES-PV", 5},
                                         {"Zaragoza", "ES-AR", 3},
                                         {"Málaga", "ES-AN", 4},
                                         {"Granada", "ES-AN", 3}}};

constexpr Words kFirstSE{"Alma",  "Astrid", "Ebba",  "Elsa",   "Freja", "Ingrid", "Linnea", "Maja",
                         "Saga",  "Signe",  "Tove",  "Wilma",  "Åsa",   "Karin",  "Sigrid", "Axel",
                         "Oskar", "Viktor", "Albin", "Gustav", "Emil",  "Nils",   "Anton",  "Erik",
                         "Johan", "Magnus", "Björn", "Håkan",  "Sven",  "Göran"};
constexpr Words kLastSE{"Andersson",  "Johansson", "Karlsson",  "Nilsson",   "Eriksson",
                        "Larsson",    "Olsson",    "Persson",   "Svensson",  "Gustafsson",
                        "Pettersson", "Jonsson",   "Jansson",   "Hansson",   "Bengtsson",
                        "Jönsson",    "Lindberg",  "Jakobsson", "Magnusson", "Lindström",
                        "Olofsson",   "Lindqvist", "Lindgren",  "Axelsson",  "Berg",
                        "Bergström",  "Lundberg",  "Lind",      "Lundgren",  "Sjöberg"};
constexpr std::array<std::string_view, 6> kStreetsSE{"Storgatan",  "Kungsgatan",  "Skolgatan",
                                                     "Björkvägen", "Strandvägen", "Ringvägen"};
constexpr std::array<City, 7> kCitiesSE{{{"Stockholm", "SE-AB", 14},
                                         {"Göteborg", "SE-O", 9},
                                         {"Malmö", "SE-M", 7},
                                         {"Uppsala", "SE-C", 4},
                                         {"Umeå", "SE-AC", 3},
                                         {"Lund", "SE-M", 3},
                                         {"Östersund", "SE-Z", 2}}};

constexpr Words kFirstPL{"Zuzanna",    "Maja",       "Hanna",    "Julia",     "Zofia",
                         "Oliwia",     "Aleksandra", "Natalia",  "Wiktoria",  "Agnieszka",
                         "Małgorzata", "Joanna",     "Karolina", "Magdalena", "Ewa",
                         "Jakub",      "Kacper",     "Szymon",   "Filip",     "Mikołaj",
                         "Wojciech",   "Piotr",      "Tomasz",   "Krzysztof", "Łukasz",
                         "Marcin",     "Paweł",      "Rafał",    "Bartosz",   "Grzegorz"};
constexpr Words kLastPL{"Nowak",     "Kowalska",    "Wiśniewska", "Wójcik",    "Kowalczyk",
                        "Kamińska",  "Lewandowska", "Zielińska",  "Szymańska", "Woźniak",
                        "Dąbrowska", "Kozłowska",   "Mazur",      "Jankowska", "Kwiatkowska",
                        "Krawczyk",  "Piotrowska",  "Grabowska",  "Pawlak",    "Michalska",
                        "Król",      "Wieczorek",   "Jabłońska",  "Wróbel",    "Dudek",
                        "Adamczyk",  "Stępień",     "Górska",     "Sikora",    "Baran"};
constexpr std::array<std::string_view, 6> kStreetsPL{"ul. Lipowa",   "ul. Leśna", "ul. Szkolna",
                                                     "ul. Kwiatowa", "ul. Polna", "ul. Słoneczna"};
constexpr std::array<City, 7> kCitiesPL{{{"Warszawa", "PL-14", 13},
                                         {"Kraków", "PL-12", 9},
                                         {"Wrocław", "PL-02", 7},
                                         {"Gdańsk", "PL-22", 6},
                                         {"Poznań", "PL-30", 6},
                                         {"Łódź", "PL-10", 4},
                                         {"Lublin", "PL-06", 3}}};

constexpr std::array<Country, 10> kCountries{{
    {"DE", "de", "+49", 1900, 30, "#####", false, kFirstDE, kLastDE, kStreetsDE, kCitiesDE},
    {"AT", "de", "+43", 2000, 6, "####", false, kFirstAT, kLastAT, kStreetsAT, kCitiesAT},
    {"US", "en", "+1", 0, 16, "#####", true, kFirstUS, kLastUS, kStreetsUS, kCitiesUS},
    {"GB", "en", "+44", 2000, 12, "@@# #@@", true, kFirstGB, kLastGB, kStreetsGB, kCitiesGB},
    {"FR", "fr", "+33", 2000, 10, "#####", true, kFirstFR, kLastFR, kStreetsFR, kCitiesFR},
    {"NL", "nl", "+31", 2100, 8, "#### @@", false, kFirstNL, kLastNL, kStreetsNL, kCitiesNL},
    {"IT", "it", "+39", 2200, 7, "#####", false, kFirstIT, kLastIT, kStreetsIT, kCitiesIT},
    {"ES", "es", "+34", 2100, 6, "#####", false, kFirstES, kLastES, kStreetsES, kCitiesES},
    {"SE", "sv", "+46", 2500, 5, "### ##", false, kFirstSE, kLastSE, kStreetsSE, kCitiesSE},
    {"PL", "pl", "+48", 2300, 5, "##-###", false, kFirstPL, kLastPL, kStreetsPL, kCitiesPL},
}};

}  // namespace

std::span<const Country> countries() noexcept { return kCountries; }

}  // namespace pannier::demo
