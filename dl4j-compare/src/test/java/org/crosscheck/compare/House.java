package org.crosscheck.compare;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.crosscheck.compare.pages.Svg;

/**
 * Draws packages as the rooms of a house: each stands one floor above the highest room that it uses, and names the rooms
 * that it uses directly, leaving out those that it reaches through another. Packages in a cycle share a room. The same
 * packages give the same drawing.
 */
final class House {

    private static final double FLOOR = 92;
    private static final double ROOM = 46;
    private static final double WIDTH = 1000;
    private static final double PADDING = 12;
    /** About the widths of a letter of the two sizes. */
    private static final double LARGE = 8;

    private static final double SMALL = 5.6;
    private static final String STYLE =
            "text{font:10px system-ui,sans-serif;fill:#5a6270}.name{font-size:14px;fill:#1d2129}"
                    + "rect{fill:#fff;stroke:#8a93a0}.paper{fill:#fcfcfa;stroke:none}.reference{fill:#e3f2ea}.datasets{fill:#f6ecd8}"
                    + "line{stroke:#8a93a0;opacity:.45}";

    private record Room(String name, String uses) {
        double width() {
            return Math.max(LARGE * name.length(), SMALL * uses.length()) + 2 * PADDING;
        }
    }

    private final NavigableMap<String, NavigableSet<String>> uses = new TreeMap<>();
    private final NavigableMap<String, NavigableSet<String>> reached;
    private final Map<String, Integer> floors = new HashMap<>();
    private final Map<String, Double> middles = new HashMap<>();

    private House(Map<String, ? extends Iterable<String>> packages) {
        NavigableMap<String, NavigableSet<String>> all = reached(packages);
        packages.forEach((one, used) -> {
            NavigableSet<String> rooms = uses.computeIfAbsent(room(one, all), room -> new TreeSet<>());
            used.forEach(other -> rooms.add(room(other, all)));
            rooms.remove(room(one, all));
        });
        reached = reached(uses);
        uses.keySet().forEach(this::floor);
    }

    /**
     * The drawing.
     *
     * @param uses the packages that each package uses, each of them a key
     */
    static String draw(Map<String, ? extends Iterable<String>> uses) {
        return new House(uses).svg();
    }

    /** What each reaches, directly or through others. */
    private static NavigableMap<String, NavigableSet<String>> reached(Map<String, ? extends Iterable<String>> uses) {
        NavigableMap<String, NavigableSet<String>> reached = new TreeMap<>();
        uses.forEach((one, used) -> {
            NavigableSet<String> others = new TreeSet<>();
            used.forEach(others::add);
            reached.put(one, others);
        });
        for (String between : reached.keySet()) {
            for (NavigableSet<String> others : reached.values()) {
                if (others.contains(between)) {
                    others.addAll(reached.get(between));
                }
            }
        }
        return reached;
    }

    /** The name of a package's room, which packages that reach each other share. */
    private static String room(String one, NavigableMap<String, NavigableSet<String>> reached) {
        return reached.keySet().stream()
                .filter(other -> other.equals(one)
                        || (reached.get(one).contains(other)
                                && reached.get(other).contains(one)))
                .collect(Collectors.joining(" + "));
    }

    private int floor(String room) {
        if (!floors.containsKey(room)) {
            int highest = -1;
            for (String used : uses.get(room)) {
                highest = Math.max(highest, floor(used));
            }
            floors.put(room, highest + 1);
        }
        return floors.get(room);
    }

    private List<String> direct(String room) {
        return uses.get(room).stream()
                .filter(used -> uses.get(room).stream()
                        .noneMatch(between -> reached.get(between).contains(used)))
                .toList();
    }

    private String svg() {
        int highest = floors.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        Svg lines = new Svg();
        Svg rooms = new Svg();
        for (int floor = 0; floor <= highest; floor++) {
            draw(floor, (highest - floor) * FLOOR + PADDING, lines, rooms);
        }
        double height = highest * FLOOR + ROOM + 2 * PADDING;
        return new Svg()
                .start(
                        "svg",
                        "xmlns",
                        "http://www.w3.org/2000/svg",
                        "viewBox",
                        "0 0 " + Svg.number(WIDTH) + " " + Svg.number(height))
                .text("style", STYLE)
                .element("rect", "class", "paper", "width", WIDTH, "height", height)
                .raw(lines.toString())
                .raw(rooms.toString())
                .raw("\n")
                .end("svg")
                .raw("\n")
                .toString();
    }

    /** The rooms of one floor, in the order of what they use, with equal gaps between them; below them all is drawn. */
    private void draw(int floor, double top, Svg lines, Svg rooms) {
        List<Room> row = uses.keySet().stream()
                .filter(room -> floors.get(room) == floor)
                .sorted(Comparator.comparingDouble(room -> direct(room).stream()
                        .mapToDouble(middles::get)
                        .average()
                        .orElse(0)))
                .map(room -> new Room(room, String.join(", ", direct(room))))
                .toList();
        double gap = (WIDTH - row.stream().mapToDouble(Room::width).sum()) / (row.size() + 1);
        double left = gap;
        for (Room room : row) {
            double middle = left + room.width() / 2;
            middles.put(room.name(), middle);
            for (String used : direct(room.name())) {
                double below = top + FLOOR * (floor - floors.get(used));
                lines.raw("\n").element("line", "x1", middle, "y1", top + ROOM, "x2", middles.get(used), "y2", below);
            }
            String module = room.name().replaceAll("\\..*", "");
            rooms.raw("\n")
                    .element(
                            "rect",
                            "class",
                            module,
                            "x",
                            left,
                            "y",
                            top,
                            "width",
                            room.width(),
                            "height",
                            ROOM,
                            "rx",
                            6)
                    .text("text", room.name(), "class", "name", "x", middle, "y", top + 20, "text-anchor", "middle")
                    .text("text", room.uses(), "x", middle, "y", top + 36, "text-anchor", "middle");
            left += room.width() + gap;
        }
    }
}
