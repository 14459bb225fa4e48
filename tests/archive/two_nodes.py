"""Starts a Ray cluster of two nodes on this machine, says where it is, and ends it when standard input does."""

import sys

from ray.cluster_utils import Cluster


def main() -> None:
    """Start, tell, wait, end."""
    cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 1, "include_dashboard": False})
    cluster.add_node(num_cpus=1)
    cluster.wait_for_nodes()
    sys.stdout.write(f"{cluster.address}\n")
    sys.stdout.flush()
    sys.stdin.read()
    cluster.shutdown()


if __name__ == "__main__":
    main()
