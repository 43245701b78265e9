"""Signs that begin a text, drawn as shapes of one size."""

from __future__ import annotations

# Corners in parts of the size of the letters, from the middle; a circle has none.
SHAPES: dict[str, tuple[tuple[float, float], ...]] = {
    "▲": ((0, -0.3), (0.32, 0.27), (-0.32, 0.27)),
    "▼": ((0, 0.3), (0.32, -0.27), (-0.32, -0.27)),
    "■": ((-0.26, -0.26), (0.26, -0.26), (0.26, 0.26), (-0.26, 0.26)),
    "●": (),
    "○": (),
}
RADIUS, EDGE = 0.27, 0.08


def shape(sign: str, middle: tuple[float, float], px: float, ink: str) -> str:
    """The markup of a sign; `data-tanda` keeps what it stands for."""
    x, y = middle
    named = f'class="tanda" data-tanda="{sign}"'
    if corners := SHAPES[sign]:
        path = "L".join(f"{x + px * right:.1f} {y + px * down:.1f}" for right, down in corners)
        return f'<path {named} d="M{path}z" fill="{ink}"/>'
    style = f'fill="{ink}"' if sign == "●" else f'fill="none" stroke="{ink}" stroke-width="{EDGE * px:.1f}"'
    return f'<circle {named} cx="{x:.1f}" cy="{y:.1f}" r="{RADIUS * px:.1f}" {style}/>'
